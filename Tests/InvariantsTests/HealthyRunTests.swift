import Faults
import Invariants
import TestSupport
import Testing
import Workflows

@Suite("Invariants on runs in which nothing is wrong")
struct HealthyRunTests {
    struct Example: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the runs must contain, so that the example is what it says.
        let kinds: [String]
        let runs: @Sendable () throws -> [ObservedRun]

        init(
            _ description: String,
            _ kinds: [String],
            _ runs: @escaping @Sendable () throws -> [ObservedRun]
        ) {
            testDescription = description
            self.kinds = kinds
            self.runs = runs
        }
    }

    static let examples = [
        Example("retries and a cached run", ["retry_scheduled", "cache_hit"]) {
            try HealthyRuns.retriedThenCached()
        },
        Example("a review that sends work back", ["revision_requested", "phase_discarded"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.phase("review") { phase in
                    phase.onRejected = .init(revise: "code", max: 2)
                    phase.validators = [.contains("fine")]
                }
            }
            return HealthyRuns.perform(
                [plan, plan.repeated(2)],
                outputs: ["review": ["no", "still no", "fine"], "code": ["1", "2", "3"]]
            )
        },
        Example("outputs that are rejected", ["validation_failed"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.phase("code") { $0.validators = [.contains("good")] }
            }
            return HealthyRuns.perform([plan], outputs: ["code": ["bad", "worse", "good"]])
        },
        Example("rejections that use up their tries", ["validation_failed", "run_ended"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.phase("code") { $0.validators = [.contains("good")] }
            }
            return HealthyRuns.perform([plan], outputs: ["code": ["bad"]])
        },
        Example("a phase left out, another degraded", ["phase_skipped", "phase_degraded"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.skipped = ["plan"]
                configuration.phase("code") { phase in
                    phase.retry.onExhausted = .degrade
                    phase.fallback = "fallback"
                }
            }
            let crash = HealthyRuns.fault("crash", Crash()) { $0.phase = "code" }
            return HealthyRuns.perform([plan, plan.repeated(2)], faults: [crash])
        },
        Example("a rollback to a phase", ["rolled_back", "phase_discarded"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.rollback = .to("code")
                configuration.phase("review") { phase in
                    phase.retry.maxAttempts = 1
                    phase.retry.onExhausted = .rollback
                }
            }
            let crash = HealthyRuns.fault("crash", Crash()) { selector in
                selector.phase = "review"
                selector.attempt = 1...1
            }
            return HealthyRuns.perform([plan, plan.repeated(2)], faults: [crash])
        },
        Example("what was committed is undone", ["rolled_back", "compensated"]) {
            let plan = try HealthyRuns.plan("main") { configuration in
                configuration.rollback = .compensate
                configuration.phase("plan") { $0.compensation = "plan" }
                configuration.phase("code") { $0.compensation = "code" }
                configuration.phase("review") { $0.retry.onExhausted = .rollback }
            }
            let crash = HealthyRuns.fault("crash", Crash()) { $0.phase = "review" }
            return HealthyRuns.perform([plan, plan.repeated(2)], faults: [crash])
        },
        Example("a hang, and a deadline", ["fault_injected", "run_ended"]) {
            let hang = HealthyRuns.fault("hang", Hang()) { $0.phase = "code" }
            let bounded = try HealthyRuns.plan("bounded") { $0.runTimeout = .seconds(30) }
            return HealthyRuns.perform([bounded], faults: [hang])
        },
        Example("a process that sleeps over its deadline", ["fault_injected", "run_ended"]) {
            var selector = FaultSelector()
            selector.nth = 1
            let pause = Fault(
                id: "pause",
                failpoint: .process,
                selector: selector,
                inject: Pause(for: .seconds(40))
            )
            let bounded = try HealthyRuns.plan("bounded") { $0.runTimeout = .seconds(30) }
            return HealthyRuns.perform([bounded], faults: [pause])
        },
    ]

    @Test("no invariant finds a violation", arguments: examples)
    func holds(_ example: Example) throws {
        let runs = try example.runs()
        let kinds = Set(runs.flatMap { $0.events.map(\.kindName) })
        #expect(kinds.isSuperset(of: example.kinds))
        for invariant in Invariant.allCases {
            #expect(invariant.violation(in: runs) == nil, "\(invariant.rawValue)")
        }
    }

    @Test("a hang that nothing bounds breaks what the workload has to promise, and nothing else")
    func hang() throws {
        let hang = HealthyRuns.fault("hang", Hang()) { $0.phase = "code" }
        let plan = try HealthyRuns.plan("main")
        #expect(broken(HealthyRuns.perform([plan], faults: [hang])) == [.liveness])
    }

    @Test("over 200 seeds of random settings, faults and kills no invariant finds a violation")
    func seeds() throws {
        var kinds: Set<String> = []
        var statuses: Set<RunStatus> = []
        for seed in 1...200 as ClosedRange<UInt64> {
            let (runs, endings) = try RandomRuns.perform(seed: seed)
            #expect(broken(runs) == [], "seed \(seed)")
            kinds.formUnion(runs.flatMap { $0.events.map(\.kindName) })
            statuses.formUnion(endings)
        }
        #expect(kinds == Set(Event.kindNames))
        #expect(statuses == Set(RunStatus.allCases))
    }

    @Test("a scenario without runs breaks nothing")
    func nothing() {
        #expect(broken([]) == [])
    }

    @Test(
        "a kept result that was found invalid and executed again may be served afterwards"
    )
    func invalidHit() throws {
        let runs = try HealthyRuns.retriedThenCached()
        let first = try #require(runs.first)
        let second = try #require(runs.last)
        let plan = try HealthyRuns.plan("second") { configuration in
            configuration.phase("plan") { $0.retry.maxRevisions = 0 }
        }
        let digest = Digest(of: "new")
        let finding = ValidationFinding(.contains("new"), "expected new")
        // What depends on the plan would be made anew, too.
        let ofPlan = second.events.filter { $0.phase == nil || $0.phase == "plan" }
        let executed = ofPlan.flatMap { event -> [Event.Kind] in
            guard case .phaseCommitted("plan", _, _) = event.kind else { return [event.kind] }
            return [
                .validationFailed("plan", attempt: 0, finding: finding),
                .attemptStarted("plan", attempt: 1, truncatedBytes: 0),
                .attemptSucceeded("plan", attempt: 1, digest: digest, response: nil),
                .phaseCommitted("plan", digest: digest),
            ]
        }
        let served = ofPlan.map { event -> Event.Kind in
            switch event.kind {
            case .cacheHit("plan", _, _): .cacheHit("plan", digest: digest)
            case .phaseCommitted("plan", _, _): .phaseCommitted("plan", digest: digest)
            default: event.kind
            }
        }
        let timeless = [executed, served].map { kinds in
            ObservedRun(
                plan: plan,
                events: kinds.enumerated().map { offset, kind in
                    Event(sequence: offset + 1, time: .zero, run: plan.run, kind: kind)
                }
            )
        }
        #expect(brokenByTampering([first] + timeless) == [])
    }

    @Test("what a shared cache has from elsewhere was committed there; another cache has nothing")
    func elsewhere() throws {
        let served = try #require(try HealthyRuns.retriedThenCached().last)
        #expect(brokenByTampering([try Self.shared(served)]) == [])
        #expect(brokenByTampering([served]) == [.cacheHonesty])
    }

    @Test(
        "a shared cache must not serve what was discarded here, wherever it came from",
        arguments: [[0, 1], [1, 1]]
    )
    func discarded(places: [Int]) throws {
        let runs = try HealthyRuns.retriedThenCached().map(Self.shared)
        var tampered = try Tampered(places.map { runs[$0] })
        #expect(brokenByTampering(tampered.runs) == [])
        let discarded = try Self.discard("review", in: &tampered)
        #expect(broken(tampered.runs).contains(.cacheHonesty))
        // The same output under another key was made elsewhere.
        for place in tampered.second.indices {
            guard case .cacheHit("review", discarded, _) = tampered.second[place].kind else {
                continue
            }
            let inputs = Digest(of: "others")
            tampered.second[place].kind = .cacheHit("review", digest: discarded, inputs: inputs)
        }
        #expect(!broken(tampered.runs).contains(.cacheHonesty))
    }

    /// Takes a phase's commit back at the end of the first run.
    private static func discard(_ phase: PhaseID, in tampered: inout Tampered) throws -> Digest {
        let place = try tampered.place {
            if case .phaseCommitted(phase, _, _) = $0 { true } else { false }
        }
        guard case .phaseCommitted(_, let digest, _) = tampered.first[place].kind else {
            throw Mishap()
        }
        let end = tampered.first.count - 1
        tampered.insert([.phaseDiscarded(phase, digest: digest)], at: end)
        return digest
    }

    private struct Mishap: Error {}

    /// The same events in a run whose cache is shared.
    private static func shared(_ run: ObservedRun) throws -> ObservedRun {
        let plan = try HealthyRuns.plan(run.plan.run.name) { $0.cacheStore = .shared }
        return ObservedRun(plan: plan, events: run.events)
    }
}
