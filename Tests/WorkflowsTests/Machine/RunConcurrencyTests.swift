import Testing

@testable import Workflows

@Suite("How many phases are under way at a time")
struct RunConcurrencyTests {
    private let names = (1...6).map { PhaseID("p\($0)") }

    /// The most agents at work at a time, and the order of the calls.
    private func busiest(
        _ configure: (inout WorkflowConfiguration) -> Void
    ) throws -> (most: Int, order: [PhaseID]) {
        var rig = MachineRig.started(
            try Plans.make(names.map { Workflow.Phase($0) }, configure)
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

    @Test("all that are ready, where nothing is said")
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

    @Test("a delay, a hook and a commit that is being recorded take a place, too")
    func waiting() throws {
        let plan = try Plans.make([.init("a"), .init("b"), .init("c")]) { configuration in
            configuration.maxConcurrentPhases = 1
            configuration.phase("a") { $0.hooks = [.before] }
        }
        var rig = MachineRig(plan)
        rig.held = [.hook("a", .before), .commit("a")]
        rig.send(.start)
        #expect(try rig.state(of: "b") == .pending)
        try rig.release(.hook("a", .before))
        try rig.fail("a")
        #expect(try rig.state(of: "b") == .pending)
        try rig.fireNext()
        try rig.answer("a")
        #expect(try rig.state(of: "b") == .pending)
        try rig.release(.commit("a"))
        #expect(try rig.state(of: "b") == .running)
        #expect(try rig.state(of: "c") == .pending)
    }

    @Test("a phase that failed leaves its place")
    func failed() throws {
        let plan = try Plans.make([.init("a"), .init("b")]) { configuration in
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
