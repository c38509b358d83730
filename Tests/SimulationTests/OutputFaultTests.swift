import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("Faults at an agent's answer")
struct OutputFaultTests {
    @Test("an answer that a fault empties is what the validator sees, and the next is asked for")
    func empty() throws {
        let plan = try RunPlan.of([.init("a")]) { configuration in
            configuration.everywhere { phase in
                phase.validators = [.contains("hi")]
                phase.retry.maxAttempts = 3
            }
        }
        var selector = FaultSelector()
        selector.times = 1
        let fault = Fault(
            id: "e",
            failpoint: .agentOutput,
            selector: selector,
            inject: EmptyOutput()
        )
        var world = VirtualWorld(faults: [fault])
        let trace = world.run(plan, agents: ["a": SimulatedAgent(outputs: [.init(text: "hi")])])
        #expect(trace.status == .succeeded)
        let kinds = trace.events.map(\.kindName)
        #expect(kinds.count { $0 == "attempt_started" } == 2)
        let injected = try #require(kinds.firstIndex(of: "fault_injected"))
        #expect(kinds[injected + 1] == "attempt_ended")
        #expect(world.tallies["e"]?.visits == 2)
        #expect(world.tallies["e"]?.firings == 1)
    }

    @Test("a fault that finds nothing to change did not fire")
    func nothing() throws {
        let fault = Fault(id: "e", failpoint: .agentOutput, inject: EmptyOutput())
        var world = VirtualWorld(faults: [fault])
        let agents = ["a": SimulatedAgent(outputs: [.init(text: "")])]
        _ = world.run(try .of([.init("a")]), agents: agents)
        #expect(world.tallies["e"]?.visits == 1)
        #expect(world.tallies["e"]?.firings == 0)
    }
}
