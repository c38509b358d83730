import Faults
import Invariants
import TestSupport
import Workflows

extension Sabotage {
    static let all = ofSignals + ofMemory + ofTheWorld

    private static let ofSignals = [
        Sabotage("a resumed run is started twice", breaks: .legalTransitions, in: killed) {
            filter in
            filter.signal = { signal, count in
                guard case .start = signal else { return [signal] }
                count += 1
                return count == 2 ? [signal, signal] : [signal]
            }
        },
        Sabotage("an agent makes nine calls", breaks: .requestBudget, in: straight) { filter in
            filter.signal = { signal, _ in
                guard case .ended(let call, .success(var answer)) = signal, call.phase == 1 else {
                    return [signal]
                }
                answer.calls = 9
                return [.ended(call, .success(answer))]
            }
        },
        Sabotage("the run's deadline never rings", breaks: .deadline, and: [.liveness], in: late) {
            filter in
            filter.timer = { timer, time in timer == .run ? nil : time }
        },
        Sabotage(
            "a look-up finds what was discarded",
            breaks: .discardedWorkUnused,
            and: [.cacheHonesty],
            in: revised
        ) { filter in
            filter.signal = { signal, _ in
                guard case .lookedUp(let turn, .hit) = signal, turn.phase == 0 else {
                    return [signal]
                }
                return [.lookedUp(turn, .hit(PhaseOutput(text: "first")))]
            }
        },
        Sabotage("a look-up is answered twice", breaks: .cacheAccounting, in: narrow) { filter in
            filter.signal = { signal, _ in
                guard case .lookedUp(let turn, _) = signal, turn.phase == 1 else { return [signal] }
                return [signal, signal]
            }
        },
        Sabotage(
            "a rollback is forgotten",
            breaks: .bounds,
            and: [.legalTransitions],
            in: rolledBack
        ) {
            filter in
            filter.signal = { signal, count in
                if case .start = signal { count += 1 }
                guard case .ended(let call, .failure) = signal, count == 2, call.attempt == 2 else {
                    return [signal]
                }
                count += 1
                return [.start, signal]
            }
        },
        Sabotage("an answer gets lost, and nothing bounds it", breaks: .liveness, in: straight) {
            $0.signal = { signal, _ in
                guard case .ended(let call, _) = signal, call.phase == 1 else { return [signal] }
                return []
            }
        },
        Sabotage("timeouts ring days late", breaks: .liveness, in: timedOut) { filter in
            filter.timer = { timer, time in
                guard case .attempt = timer else { return time }
                return time + .seconds(1_000_000)
            }
        },
        Sabotage(
            "the journal loses what it acknowledged",
            breaks: .oneKeyOneInput,
            in: killedAfterRevision
        ) { filter in
            filter.keeps = { entry, run in run > 1 || entry.position == 0 }
        },
        Sabotage("findings get lost", breaks: .damagedOutputUnused, in: emptied) { filter in
            filter.signal = { signal, _ in
                guard case .validated(let turn, _) = signal else { return [signal] }
                return [.validated(turn, [])]
            }
        },
        Sabotage("the clock is set back", breaks: .reportIsFold, and: [.oneEnding], in: straight) {
            filter in
            filter.clock = { $0 > .seconds(15) ? .seconds(-5) : $0 }
        },
        Sabotage("the journal never answers", breaks: .reportIsFold, in: failing) { filter in
            filter.acknowledges = { _ in false }
        },
    ]

    static let chain: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
    ]

    /// Three phases, one after another.
    static func straight(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter)
        return [try world.run(.of(chain)), try world.run(.of(chain, run: "again"))]
    }

    /// The same, killed after the first commit and resumed.
    static func killed(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter)
        let plan = try RunPlan.of(chain)
        return [
            try world.run(plan, death: .afterCommit(of: "a")),
            try world.run(plan, resuming: "main"),
        ]
    }

    /// The second phase is at work at the deadline, which the run meets in the third at the latest.
    private static func late(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter)
        return [try world.run(.of(chain) { $0.runTimeout = .seconds(15) })]
    }

    static let reviewed: [Workflow.Phase] = [
        .init("code"), .init("review", needs: ["code"]),
    ]

    static func configure(_ configuration: inout WorkflowConfiguration) {
        configuration.phase("review") { phase in
            phase.onRejected = .init(revise: "code", max: 2)
            phase.validators = [.contains("fine")]
        }
    }

    static let reviewers: [String: SabotagedWorld.Agent] = [
        "code": .init(answers: ["first", "second", "third", "fourth"]),
        "review": .init(answers: ["no", "fine", "no", "fine"]),
    ]

    /// A review sends work back; a second run takes the result from the cache.
    static func revised(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, agents: reviewers)
        return [
            try world.run(.of(reviewed, configure)),
            try world.run(.of(reviewed, run: "again", configure)),
        ]
    }

    /// A review sends work back, then the process dies and the run is resumed.
    private static func killedAfterRevision(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, agents: reviewers)
        let plan = try RunPlan.of(reviewed, configure)
        return [
            try world.run(plan, death: .beforeCommit(of: "review")),
            try world.run(plan, resuming: "main"),
        ]
    }

    static let separate: [Workflow.Phase] = [.init("a"), .init("b")]

    /// Two phases that could run at the same time, and may not.
    static func narrow(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter)
        return [try world.run(.of(separate) { $0.isParallel = false })]
    }

    /// One of two phases fails while the other's commit is on its way.
    private static func failing(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(
            filter,
            agents: ["a": .init(latency: .seconds(1))],
            faults: [HealthyRuns.fault("crash", Crash(point: .after)) { $0.phase = "b" }]
        )
        return [try world.run(.of(separate) { $0.phase("b") { $0.retry.maxAttempts = 1 } })]
    }

    /// A phase that always fails, and rolls back once; killed before anything happened and resumed.
    private static func rolledBack(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(
            filter,
            faults: [HealthyRuns.fault("crash", Crash()) { $0.phase = "a" }]
        )
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.rollback = .lastGood
            configuration.phase("a") { phase in
                phase.retry.maxAttempts = 1
                phase.retry.onExhausted = .rollback
            }
        }
        return [
            try world.run(plan, death: .afterEvents(1)), try world.run(plan, resuming: "main"),
        ]
    }

    /// A phase whose first call never ends, and a timeout.
    private static func timedOut(_ filter: Filter) throws -> [ObservedRun] {
        let hang = HealthyRuns.fault("hang", Hang()) { selector in
            selector.phase = "a"
            selector.attempt = 1...1
        }
        var world = SabotagedWorld(filter, faults: [hang])
        return [
            try world.run(
                .of([.init("a")]) { $0.phase("a") { $0.attemptTimeout = .seconds(60) } }
            )
        ]
    }

    /// A fault empties the first answer, which a validator rejects.
    private static func emptied(_ filter: Filter) throws -> [ObservedRun] {
        var selector = FaultSelector()
        selector.phase = "a"
        selector.attempt = 1...1
        let empty = Fault(
            id: "empty",
            failpoint: .agentOutput,
            selector: selector,
            inject: EmptyOutput()
        )
        var world = SabotagedWorld(filter, faults: [empty])
        return [
            try world.run(
                .of(chain) { $0.phase("a") { $0.validators = [.contains("done")] } }
            )
        ]
    }
}
