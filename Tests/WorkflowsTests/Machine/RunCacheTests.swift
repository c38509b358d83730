import TestSupport
import Testing

@testable import Workflows

@Suite("Runs that share a cache")
struct RunCacheTests {
    private let phases: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["b"]),
    ]

    /// A run of all three phases, each answering with its own name by default.
    private func run(
        _ plan: RunPlan,
        cache: ResultCache = ResultCache(),
        answers: [PhaseID: String] = [:]
    ) throws -> MachineRig {
        var rig = MachineRig.started(plan, cache: cache)
        for phase in plan.phases where rig.machine.status == nil {
            guard try rig.state(of: phase.id) == .running else { continue }
            try rig.answer(phase.id, answers[phase.id] ?? phase.id.name)
        }
        try #require(rig.machine.status == .succeeded)
        return rig
    }

    private func plan(
        requirements: String = "build it",
        version: String = "1",
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        let agents = phases.map { phase in
            let version = phase.id == "a" ? version : "1"
            let identity = AgentIdentity(id: phase.agent, version: version)
            return (phase.agent, RunPlan.Performer(identity: identity))
        }
        return try RunPlan.of(
            phases,
            requirements: requirements,
            performers: Dictionary(uniqueKeysWithValues: agents),
            configure
        )
    }

    private func missed(_ rig: MachineRig) -> [PhaseID: [String]] {
        var found: [PhaseID: [String]] = [:]
        for event in rig.events {
            if case .cacheMissed(let phase, let because) = event.kind { found[phase] = because }
        }
        return found
    }

    @Test("the same run again takes everything from the cache, validated and reported as such")
    func hits() throws {
        let plan = try plan { configuration in
            for phase in ["a", "c"] as [PhaseID] {
                configuration.phase(phase) { $0.validators = [.maxBytes(1000)] }
            }
        }
        let first = try run(plan)
        let second = try run(plan, cache: first.cache)
        #expect(second.requests.isEmpty)
        #expect(second.endings == ["a cached", "b cached", "c cached"])
        #expect(second.cache.count == 3)
        let validated = second.actions.compactMap { action -> Int? in
            if case .validate(let turn, _) = action { turn.phase } else { nil }
        }
        // Of b nothing is asked, so nothing has to be found out.
        #expect(validated == [0, 2])
    }

    @Test("other requirements miss everywhere")
    func requirements() throws {
        let first = try run(try plan())
        let second = try run(try plan(requirements: "build that"), cache: first.cache)
        #expect(second.requests.map(\.phase) == ["a", "b", "c"])
        #expect(
            missed(second) == [
                "a": ["requirements"], "b": ["requirements"], "c": ["requirements"],
            ]
        )
    }

    @Test("an agent's new version misses, and so does what depends on a changed output")
    func version() throws {
        let first = try run(try plan())
        let second = try run(try plan(version: "2"), cache: first.cache, answers: ["a": "new"])
        #expect(missed(second) == ["a": ["agent version"], "b": ["input a"]])
        #expect(second.endings == ["a committed", "b committed", "c cached"])
    }

    @Test("what depends on an output that came out the same again is not executed")
    func earlyCutoff() throws {
        let first = try run(try plan())
        let second = try run(try plan(version: "2"), cache: first.cache)
        #expect(second.endings == ["a committed", "b cached", "c cached"])
    }

    @Test("a skipped phase's absence is part of its dependants' keys")
    func absence() throws {
        let first = try run(try plan())
        let second = try run(try plan { $0.skipped = ["a"] }, cache: first.cache)
        #expect(missed(second) == ["b": ["input a"]])
        let third = try run(try plan { $0.skipped = ["a"] }, cache: second.cache)
        #expect(third.requests.isEmpty)
    }

    @Test("an absent output and an empty one are distinguished")
    func absentIsNotEmpty() throws {
        let first = try run(try plan(), answers: ["a": ""])
        let second = try run(try plan { $0.skipped = ["a"] }, cache: first.cache)
        #expect(missed(second)["b"] == ["input a"])
    }

    @Test("validators and the context's settings are part of the key")
    func configuration() throws {
        let first = try run(try plan())
        let stricter = try plan { configuration in
            configuration.phases["a", default: PhaseConfiguration()].validators = [.maxBytes(99)]
        }
        #expect(missed(try run(stricter, cache: first.cache)) == ["a": ["validators"]])
        let narrower = try plan { $0.context.budget = 1000 }
        #expect(Set(missed(try run(narrower, cache: first.cache)).values) == [["context"]])
        #expect(missed(try run(try plan { $0.context = .off }, cache: first.cache)).count == 3)
    }

    @Test("a phase that is not cached neither asks nor keeps")
    func uncached() throws {
        let plan = try plan { configuration in
            configuration.phases["a", default: PhaseConfiguration()].isCached = false
        }
        let first = try run(plan)
        #expect(first.cache.count == 2)
        #expect(!first.lines.contains("cache_missed a"))
        #expect(try run(plan, cache: first.cache).requests.map(\.phase) == ["a"])
    }

    @Test("a result that is older than its time to live is executed again")
    func timeToLive() throws {
        let plan = try plan { configuration in
            configuration.phases["b", default: PhaseConfiguration()].timeToLive = .seconds(10)
        }
        let first = try run(plan)
        for (age, requests) in [(9, []), (10, ["b"])] as [(Int, [PhaseID])] {
            var rig = MachineRig(plan, cache: first.cache)
            rig.now = .seconds(age)
            rig.send(.start)
            #expect(rig.requests.map(\.phase) == requests)
        }
    }

    @Test("a kept result that is no longer valid is forgotten, and the phase is executed")
    func invalid() throws {
        let plan = try Plans.single { $0.validators = [.maxBytes(1000)] }
        var first = MachineRig.started(plan)
        try first.answer("a", "old")
        var rig = MachineRig(plan, cache: first.cache)
        rig.held = [.validation("a")]
        rig.send(.start)
        rig.send(
            .validated(TurnID(phase: 0), [ValidationFinding(.contains("new"), "expected new")])
        )
        #expect(rig.cache.count == 0)
        #expect(try rig.request(of: "a").attempt == 1)
        #expect(try rig.request(of: "a").feedback == nil)
        rig.held = []
        try rig.answer("a", "new")
        #expect(rig.endings == ["a committed"])
        let again = MachineRig.started(plan, cache: rig.cache)
        #expect(again.machine.output(of: 0)?.text == "new")
    }

    @Test("feedback and history are not part of the key")
    func feedback() throws {
        let plan = try Plans.single { $0.validators = [.contains("good")] }
        var rig = MachineRig.started(plan)
        try rig.answer("a", "bad")
        try rig.fail("a")
        try rig.fireNext()
        try rig.answer("a", "good")
        let next = MachineRig.started(plan, cache: rig.cache)
        #expect(next.requests.isEmpty)
        #expect(next.endings == ["a cached"])
    }

    @Test("a failed run keeps what it committed, and nothing of what failed")
    func failure() throws {
        var rig = MachineRig.started(try plan())
        try rig.answer("a", "a")
        try rig.fail("b", isRetryable: false)
        #expect(rig.cache.count == 1)
        let next = MachineRig.started(try plan(), cache: rig.cache)
        #expect(next.requests.map(\.phase) == ["b"])
    }
}
