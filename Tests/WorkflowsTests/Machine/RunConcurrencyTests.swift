import TestSupport
import Testing

@testable import Workflows

@Suite("How many phases are in progress at a time")
struct RunConcurrencyTests {
    private let names = (1...6).map { PhaseID("p\($0)") }

    /// The most agents at work at a time, and the order of the calls.
    private func busiest(
        _ configure: (inout WorkflowConfiguration) -> Void
    ) throws -> (most: Int, order: [PhaseID]) {
        var rig = MachineRig.started(
            try RunPlan.of(names.map { Workflow.Phase($0) }, configure)
        )
        var most = 0
        while rig.machine.status == nil {
            let busy = try names.filter { try rig.state(of: $0) == .running }
            most = max(most, busy.count)
            try rig.answer(try #require(busy.first))
        }
        #expect(rig.machine.status == .succeeded)
        return (most, rig.requests.map(\.phase))
    }

    @Test("as many as max_concurrent_phases says, in the plan's order", arguments: 1...7)
    func limit(number: Int) throws {
        let found = try busiest { $0.maxConcurrentPhases = number }
        #expect(found.most == min(number, names.count))
        #expect(found.order == names)
    }

    @Test("all that are ready, by default")
    func unlimited() throws {
        #expect(try busiest { _ in }.most == names.count)
    }

    @Test("one without parallel, whatever the limit")
    func sequential() throws {
        let found = try busiest { configuration in
            configuration.isParallel = false
            configuration.maxConcurrentPhases = 4
        }
        #expect(found.most == 1)
    }

    /// Three phases of which one agent may be at work, none cached.
    private func single(
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b"), .init("c")]) { configuration in
            configuration.maxConcurrentPhases = 1
            for phase in ["a", "b", "c"] as [PhaseID] {
                configuration.phase(phase) { $0.isCached = false }
            }
            configure(&configuration)
        }
    }

    @Test("a result holds its agent's place until it is recorded")
    func recording() throws {
        var rig = MachineRig(try single())
        rig.held = [.commit("a")]
        rig.send(.start)
        try rig.answer("a")
        #expect(try rig.state(of: "b") == .pending)
        try rig.release(.commit("a"))
        #expect(try rig.state(of: "b") == .running)
        #expect(try rig.state(of: "c") == .pending)
    }

    @Test("who waits for another attempt leaves the place, and queues for it in the plan's order")
    func backoff() throws {
        var rig = MachineRig.started(try single())
        try rig.fail("a")
        #expect(try rig.state(of: "b") == .running)
        try rig.fireNext()
        #expect(try rig.state(of: "a") == .backoff, "the place is taken")
        try rig.answer("b")
        #expect(try rig.state(of: "a") == .running)
        #expect(try rig.state(of: "c") == .pending)
        try rig.answer("a")
        try rig.answer("c")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.requests.map(\.phase) == ["a", "b", "a", "c"])
    }

    @Test("the hook before a phase takes no place")
    func hook() throws {
        var rig = MachineRig(try single { $0.phase("a") { $0.hooks = [.before] } })
        rig.held = [.hook("a", .before)]
        rig.send(.start)
        #expect(try rig.state(of: "b") == .running)
        try rig.release(.hook("a", .before))
        #expect(try rig.state(of: "a") == .ready)
        try rig.answer("b")
        #expect(try rig.state(of: "a") == .running)
    }

    @Test("a look-up takes no place, and a hit needs none")
    func lookUp() throws {
        let cached = try single { $0.phase("b") { $0.isCached = true } }
        var first = MachineRig.started(cached)
        for phase in ["a", "b", "c"] as [PhaseID] { try first.answer(phase) }
        let rig = MachineRig.started(cached, cache: first.cache)
        #expect(try rig.state(of: "a") == .running)
        #expect(try rig.state(of: "b") == .committed)
        #expect(try rig.state(of: "c") == .pending)
    }

    @Test("a phase whose work is discarded while it queues comes back to its turn")
    func discarded() throws {
        let plan = try Plans.reviewed { configuration in
            configuration.maxConcurrentPhases = 1
            configuration.phase("writer") { $0.hooks = [.before] }
        }
        var rig = MachineRig.started(plan)
        try rig.answer("coder", "draft")
        #expect(try rig.state(of: "reviewer") == .running)
        #expect(try rig.state(of: "writer") == .ready)
        try rig.answer("reviewer", "not yet")
        #expect(try rig.state(of: "writer") == .pending)
        try rig.answer("coder", "better")
        try rig.answer("reviewer", "approved")
        try rig.answer("writer")
        try rig.answer("executor")
        #expect(rig.machine.status == .succeeded)
    }

    /// A coder, and next to each other a reviewer who may send the work back, a tester, and a writer whose agent's
    /// files are part of his key; two agents may be at work.
    private func crowded() throws -> RunPlan {
        let phases: [Workflow.Phase] = [
            .init("coder"), .init("reviewer", needs: ["coder"]),
            .init("tester", needs: ["coder"]), .init("writer", needs: ["coder"]),
        ]
        let performers = phases.map { phase in
            let identity = AgentIdentity(id: phase.agent)
            return (
                phase.agent,
                RunPlan.Performer(identity: identity, readsFiles: phase.id == "writer")
            )
        }
        return try RunPlan.of(
            phases,
            performers: Dictionary(uniqueKeysWithValues: performers)
        ) { configuration in
            configuration.maxConcurrentPhases = 2
            configuration.phase("reviewer") { phase in
                phase.validators = [.contains("approved")]
                phase.onRejected = .init(revise: "coder", max: 2)
            }
        }
    }

    @Test("a phase whose work is discarded while its files are read leaves its place")
    func readingFiles() throws {
        var rig = MachineRig(try crowded())
        rig.held = [.files("writer")]
        rig.send(.start)
        try rig.answer("coder", "draft")
        try rig.answer("reviewer", "not yet")
        // Its results are passed over from now on: it queues, and takes a place before its files are read.
        try rig.answer("coder", "better")
        #expect(try rig.state(of: "writer") == .pending)
        try rig.answer("tester")
        #expect(try rig.state(of: "writer") == .ready)
        #expect(rig.machine.working == 2)
        try rig.answer("reviewer", "not yet")
        #expect(rig.machine.working == 1, "the coder's")
        try rig.answer("coder", "best")
        try rig.answer("reviewer", "approved")
        try rig.answer("tester")
        // Those of the two turns before answer as well, and mean nothing.
        for _ in 1...3 { try rig.release(.files("writer")) }
        try rig.answer("writer")
        #expect(rig.machine.status == .succeeded)
        #expect(rig.machine.working == 0)
    }

    @Test("a phase that failed leaves its place")
    func failed() throws {
        let plan = try RunPlan.of([.init("a"), .init("b")]) { configuration in
            configuration.isParallel = false
            configuration.phase("a") { phase in
                phase.retry.onExhausted = .degrade
                phase.fallback = "fallback"
            }
        }
        var rig = MachineRig.started(plan)
        try rig.fail("a", isRetryable: false)
        #expect(try rig.state(of: "b") == .running)
    }
}
