import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("A run that another process began")
struct RevisitTests {
    private func fault(
        _ id: String,
        _ failpoint: Failpoint,
        _ type: any Injection,
        _ select: (inout FaultSelector) -> Void
    ) -> Fault {
        var selector = FaultSelector()
        select(&selector)
        return Fault(id: id, failpoint: failpoint, selector: selector, inject: type)
    }

    private var faults: [Fault] {
        [
            fault("empty", .agentOutput, EmptyOutput()) { $0.times = 2 },
            fault("second", .agentOutput, FencedJSON()) { $0.nth = 3 },
            fault("none", .agentOutput, StaleAnswer()) { $0.probability = 0 },
            fault("crash", .agentCall, Crash()) { $0.nth = 2 },
        ]
    }

    private func plan() throws -> RunPlan {
        try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) { configuration in
            configuration.everywhere { phase in
                phase.validators = [.contains("hi")]
                phase.retry.maxAttempts = 5
            }
        }
    }

    @Test("faults at calls and at answers have the same counts, as if it had happened here")
    func counts() throws {
        let agents = ["a": Simulated.agent(1, "hi"), "b": Simulated.agent(1, "hi")]
        var first = VirtualWorld(faults: faults)
        let trace = first.run(try plan(), agents: agents)
        #expect(first.firings == ["empty": 2, "second": 1, "none": 0, "crash": 1])
        var second = VirtualWorld(faults: faults)
        second.revisit(trace.events, of: try plan(), as: trace.run.name)
        #expect(second.tallies == first.tallies)
    }

    @Test("a quota that was exhausted stays so")
    func exhausted() throws {
        let faults = [fault("q", .agentCall, QuotaExhausted()) { $0.nth = 1 }]
        let plan = try RunPlan.of([.init("a")]) { $0.everywhere { $0.retry.maxAttempts = 1 } }
        var first = VirtualWorld(faults: faults)
        let trace = first.run(plan, agents: ["a": Simulated.agent()])
        var second = VirtualWorld(faults: faults)
        second.revisit(trace.events, of: plan, as: trace.run.name)
        let again = second.run(plan, agents: ["a": Simulated.agent()])
        #expect(again.error?.failure.kind == "quota_exhausted")
        #expect(second.tallies["q"]?.firings == 1)
    }
}
