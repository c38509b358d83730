import Faults
import Invariants
import TestSupport
import Workflows

// Machines that forget what a signal led to, are handed it again, and go on: what they asked for is done all the same.
extension Sabotage {
    static let ofMemory = [
        Sabotage(
            "that a result is recorded is forgotten",
            breaks: .committedOnce,
            and: [.legalTransitions],
            in: straight
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .appended(1) = signal else { return nil }
                count += 1
                return [signal]
            }
        },
        Sabotage(
            "a failure is forgotten, and not counted",
            breaks: .attemptBudget,
            and: [.legalTransitions, .requestBudget],
            in: twice
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .ended(_, .failure) = signal else { return nil }
                count += 1
                return [signal]
            }
        },
        Sabotage(
            "a failure that asks for a wait is forgotten, and a bad answer taken for it",
            breaks: .backoffBounds,
            and: [.legalTransitions],
            in: waiting
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .ended(let call, .failure) = signal else { return nil }
                count += 1
                return [.ended(call, .success("bad"))]
            }
        },
        Sabotage(
            "a review's findings are forgotten once work was sent back",
            breaks: .dependencyOrder,
            and: [.legalTransitions, .discardedWorkUnused, .reportIsFold],
            in: published
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .validated(let turn, let findings) = signal,
                    !findings.isEmpty
                else { return nil }
                count += 1
                return [.validated(turn, [])]
            }
        },
        Sabotage(
            "that a phase was undone is forgotten",
            breaks: .compensationOrder,
            and: [.legalTransitions],
            in: undone
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .compensationRecorded(1, nil) = signal else { return nil }
                count += 1
                return [signal]
            }
        },
        Sabotage(
            "what an answer cost is forgotten, and paid again",
            breaks: .bounds,
            and: [.legalTransitions],
            in: budgeted
        ) { filter in
            filter.forgets = { signal, count in
                guard count == 0, case .ended(_, .success) = signal else { return nil }
                count += 1
                return [signal]
            }
        },
    ]

    /// A phase that always fails, and may be tried twice.
    private static func twice(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, faults: [HealthyRuns.fault("crash", Crash())])
        return [
            try world.run(.of([.init("a")]) { $0.phase("a") { $0.retry.maxAttempts = 2 } })
        ]
    }

    /// A call is refused once, and asked to wait half a minute.
    private static func waiting(_ filter: Filter) throws -> [ObservedRun] {
        let limit = HealthyRuns.fault("limit", RateLimit(retryAfter: .seconds(30))) {
            $0.attempt = 1...1
        }
        var world = SabotagedWorld(filter, faults: [limit])
        return [
            try world.run(
                .of([.init("a")]) { $0.phase("a") { $0.validators = [.contains("done")] } }
            )
        ]
    }

    /// A review sends work back once; a third phase publishes what the review is content with.
    private static func published(_ filter: Filter) throws -> [ObservedRun] {
        var world = SabotagedWorld(filter, agents: reviewers)
        let phases: [Workflow.Phase] = [
            .init("code"), .init("review", needs: ["code"]),
            .init("publish", needs: ["code", "review"]),
        ]
        return [try world.run(.of(phases, configure))]
    }

    /// The last of three phases fails; the others are undone.
    private static func undone(_ filter: Filter) throws -> [ObservedRun] {
        let crash = HealthyRuns.fault("crash", Crash()) { $0.phase = "c" }
        var world = SabotagedWorld(filter, faults: [crash])
        return [
            try world.run(
                .of(chain) { configuration in
                    configuration.rollback = .compensate
                    for id in ["a", "b"] as [PhaseID] {
                        configuration.phase(id) { $0.compensation = "undo" }
                    }
                    configuration.phase("c") { phase in
                        phase.retry.maxAttempts = 1
                        phase.retry.onExhausted = .rollback
                    }
                }
            )
        ]
    }

    /// One call is paid for, and not two.
    private static func budgeted(_ filter: Filter) throws -> [ObservedRun] {
        var answer = AgentAnswer("done")
        answer.usage = Usage(tokens: 60)
        var world = SabotagedWorld(filter, agents: ["a": .init(answers: [answer])])
        return [try world.run(.of([.init("a")]) { $0.budget.tokens = 100 })]
    }
}
