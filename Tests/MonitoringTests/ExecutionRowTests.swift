import Monitoring
import TestSupport
import Testing
import Workflows

@Suite("What history keeps of an execution")
struct ExecutionRowTests {
    private static let run = Event.Run(name: "main")
    private static let planned = Digest(of: "plan")

    private static func plan(
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try .of([.init("plan"), .init("build", needs: ["plan"])], configure)
    }

    private static func row(
        _ kinds: [(Int, Event.Kind)],
        _ plan: RunPlan,
        status: RunStatus = .succeeded
    ) -> ExecutionRow {
        let events = kinds.enumerated().map { number, entry in
            Event(sequence: number + 1, time: .seconds(entry.0), run: run, kind: entry.1)
        }
        return ExecutionRow(events: events, plan: plan, status: status, startedAt: .seconds(100))
    }

    /// `plan` is refused once and then answers, `build` answers at once.
    private static let kinds: [(Int, Event.Kind)] = [
        (0, .runStarted(workflow: "test", seed: 1)),
        (0, .phaseStarted("plan")),
        (0, .attemptStarted("plan", attempt: 1, truncatedBytes: 0)),
        (1, .faultInjected("plan", attempt: 1, fault: "busy", effect: "rate_limit")),
        (
            1,
            .attemptFailed(
                "plan",
                attempt: 1,
                failure: OperationFailure(
                    kind: "rate_limit",
                    message: "no",
                    usage: Usage(tokens: 5)
                )
            )
        ),
        (1, .retryScheduled("plan", attempt: 2, delay: .seconds(2), cause: "rate_limit")),
        (3, .attemptStarted("plan", attempt: 2, truncatedBytes: 0)),
        (
            7,
            .attemptSucceeded(
                "plan",
                attempt: 2,
                digest: planned,
                response: nil,
                usage: Usage(tokens: 40, costMicros: 9)
            )
        ),
        (7, .phaseCommitted("plan", digest: planned)),
        (7, .phaseEnded("plan", status: .committed)),
        (7, .phaseStarted("build")),
        (7, .attemptStarted("build", attempt: 1, truncatedBytes: 0)),
        (9, .attemptSucceeded("build", attempt: 1, digest: planned, response: nil)),
        (9, .phaseCommitted("build", digest: planned)),
        (9, .phaseEnded("build", status: .committed)),
        (9, .runEnded(status: .succeeded, error: nil)),
    ]

    @Test("each turn of a phase and each call has its times, its outcome and its usage")
    func whole() throws {
        let plan = try Self.plan()
        let row = Self.row(Self.kinds, plan)
        #expect(row.duration == .seconds(9))
        #expect(row.status == .succeeded)
        #expect(row.firedFaults == ["busy"])
        let expected = [
            PhaseRow(
                phase: "plan",
                start: .zero,
                duration: .seconds(7),
                ending: .committed,
                usesCache: true,
                key: plan.phases[0].cacheKey { _ in nil }.digest,
                attempts: [
                    AttemptRow(
                        number: 1,
                        start: .zero,
                        duration: .seconds(1),
                        outcome: .failed(kind: "rate_limit", isRetryable: true),
                        delay: .seconds(2),
                        usage: Usage(tokens: 5),
                        isFaulted: true
                    ),
                    AttemptRow(
                        number: 2,
                        start: .seconds(3),
                        duration: .seconds(4),
                        outcome: .succeeded,
                        usage: Usage(tokens: 40, costMicros: 9)
                    ),
                ]
            ),
            PhaseRow(
                phase: "build",
                start: .seconds(7),
                duration: .seconds(2),
                ending: .committed,
                usesCache: true,
                key: plan.phases[1].cacheKey { _ in Self.planned }.digest,
                attempts: [
                    AttemptRow(
                        number: 1,
                        start: .seconds(7),
                        duration: .seconds(2),
                        outcome: .succeeded
                    )
                ]
            ),
        ]
        #expect(row.phases == expected)
    }

    @Test("where the cache is off a phase has the key that it would have with it")
    func keyWithoutCache() throws {
        let cached = Self.row(Self.kinds, try Self.plan())
        let plan = try Self.plan { $0.everywhere { $0.isCached = false } }
        let uncached = Self.row(Self.kinds, plan)
        #expect(uncached.phases.map(\.usesCache) == [false, false])
        #expect(uncached.phases.map(\.key) == cached.phases.map(\.key))
        #expect(uncached.phases.allSatisfy { $0.key != nil })
    }

    @Test("other requirements, and another output of a need, give other keys")
    func otherKeys() throws {
        let row = Self.row(Self.kinds, try Self.plan())
        let asked = try RunPlan.of(
            [.init("plan"), .init("build", needs: ["plan"])],
            requirements: "build another"
        )
        let other = Self.row(Self.kinds, asked)
        #expect(zip(row.phases, other.phases).allSatisfy { $0.key != $1.key })
        let changed = Self.kinds.map { time, kind in
            guard case .phaseCommitted("plan", _, _) = kind else { return (time, kind) }
            return (time, Event.Kind.phaseCommitted("plan", digest: Digest(of: "another")))
        }
        let again = Self.row(changed, try Self.plan())
        #expect(again.phases[0].key == row.phases[0].key)
        #expect(again.phases[1].key != row.phases[1].key)
    }

    @Test("a key that covers files is only known where they were read")
    func files() throws {
        let performer = RunPlan.Performer(identity: AgentIdentity(id: "plan"), readsFiles: true)
        let others = RunPlan.Performer(identity: AgentIdentity(id: "build"))
        let phases: [Workflow.Phase] = [.init("plan"), .init("build", needs: ["plan"])]
        let inputs = Digest(of: "with files")
        let kinds = Self.kinds.map { time, kind in
            guard case .phaseCommitted("plan", let digest, _) = kind else { return (time, kind) }
            return (time, Event.Kind.phaseCommitted("plan", digest: digest, inputs: inputs))
        }
        let performers = ["plan": performer, "build": others]
        let cached = Self.row(kinds, try .of(phases, performers: performers))
        #expect(cached.phases[0].key == inputs)
        #expect(cached.phases[1].key != nil)
        let off = try RunPlan.of(phases, performers: performers) {
            $0.everywhere { $0.isCached = false }
        }
        #expect(Self.row(Self.kinds, off).phases[0].key == nil)
        let parts = [CacheKey.Part.file("agent.py", Digest(of: "content"))]
        let read = ExecutionRow(
            events: [Event(sequence: 1, time: .zero, run: Self.run, kind: .phaseStarted("plan"))],
            plan: off,
            status: .succeeded,
            startedAt: .zero,
            files: ["plan": parts]
        )
        let expected = off.phases[0].cacheKey(files: parts) { _ in nil }.digest
        #expect(read.phases.map(\.key) == [expected])
    }

    @Test("a hit has no attempt, and gives its output to the keys of others")
    func hit() throws {
        let kinds: [(Int, Event.Kind)] = [
            (0, .phaseStarted("plan")), (0, .cacheHit("plan", digest: Self.planned)),
            (0, .phaseCommitted("plan", digest: Self.planned)),
            (0, .phaseEnded("plan", status: .cached)),
            (0, .phaseStarted("build")),
        ]
        let row = Self.row(kinds, try Self.plan())
        #expect(row.phases[0].isCached)
        #expect(row.phases[0].ending == .cached)
        #expect(row.phases[0].attempts.isEmpty)
        #expect(row.phases[1].key == Self.row(Self.kinds, try Self.plan()).phases[1].key)
    }

    @Test("an answer that a validator refused is no success, and a discarded turn has a successor")
    func revision() throws {
        let finding = ValidationFinding(named: "contains", message: "no tests")
        let kinds: [(Int, Event.Kind)] = [
            (0, .phaseStarted("plan")), (0, .attemptStarted("plan", attempt: 1, truncatedBytes: 0)),
            (2, .attemptSucceeded("plan", attempt: 1, digest: Self.planned, response: nil)),
            (2, .validationFailed("plan", attempt: 1, finding: finding)),
            (2, .phaseEnded("plan", status: .discarded)),
            (2, .phaseStarted("plan")), (2, .attemptStarted("plan", attempt: 2, truncatedBytes: 0)),
            (5, .attemptSucceeded("plan", attempt: 2, digest: Self.planned, response: nil)),
            (5, .phaseEnded("plan", status: .committed)),
        ]
        let turns = Self.row(kinds, try Self.plan()).phases
        #expect(turns.map(\.visit) == [1, 2])
        #expect(turns.map(\.ending) == [.discarded, .committed])
        #expect(turns.map(\.duration) == [.seconds(2), .seconds(3)])
        #expect(turns.flatMap(\.attempts).map(\.outcome) == [.rejected, .succeeded])
    }

    @Test(
        "a call that never ended lasted until its process died, and the next life goes on from there"
    )
    func lives() throws {
        let kinds: [(Int, Event.Kind)] = [
            (0, .phaseStarted("plan")), (1, .attemptStarted("plan", attempt: 1, truncatedBytes: 0)),
            (4, .faultInjected(nil, attempt: nil, fault: "death", effect: "engine_death")),
            (0, .runResumed(workflow: "test", seed: 1, restored: 0, cutBytes: 0)),
            (0, .phaseStarted("plan")), (0, .attemptStarted("plan", attempt: 2, truncatedBytes: 0)),
            (2, .attemptSucceeded("plan", attempt: 2, digest: Self.planned, response: nil)),
            (2, .phaseEnded("plan", status: .committed)),
        ]
        let row = Self.row(kinds, try Self.plan())
        #expect(row.duration == .seconds(6))
        #expect(row.phases.map(\.ending) == [nil, .committed])
        #expect(row.phases.map(\.start) == [.zero, .seconds(4)])
        #expect(row.phases.map(\.duration) == [.seconds(4), .seconds(2)])
        #expect(row.phases[0].attempts.map(\.duration) == [.seconds(3)])
        #expect(row.phases[0].attempts.map(\.outcome) == [.unknown])
    }
}
