import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Simulation

@Suite("Faults of resources")
struct ResourceFaultTests {
    private let names = ["a", "b", "c", "d"]

    private var agents: [String: SimulatedAgent] {
        Dictionary(
            uniqueKeysWithValues: names.map {
                (
                    $0,
                    SimulatedAgent(
                        outputs: [.init(text: $0)],
                        latency: .constant(.seconds(2)),
                        tokens: 100,
                        costMicros: 250_000
                    )
                )
            }
        )
    }

    private func run(
        _ type: any Injection,
        phase: String? = nil,
        chained: Bool = false,
        _ configure: (inout WorkflowConfiguration) -> Void = { _ in }
    ) throws -> (RunTrace, FaultTally?) {
        let phases = names.enumerated().map { place, name in
            Workflow.Phase(
                PhaseID(name),
                needs: chained && place > 0 ? [PhaseID(names[place - 1])] : []
            )
        }
        var selector = FaultSelector()
        selector.phase = phase
        let fault = Fault(id: "f", failpoint: .resource, selector: selector, inject: type)
        var world = VirtualWorld(faults: [fault])
        let trace = world.run(try RunPlan.of(phases, configure), agents: agents)
        return (trace, world.tallies["f"])
    }

    @Test("those at work finish, the others wait for the permits that are left")
    func permits() throws {
        let (trace, tally) = try run(FewerPermits(1), phase: "b") { $0.maxConcurrentPhases = 2 }
        #expect(trace.status == .succeeded)
        #expect(trace.record.duration == .seconds(6))
        #expect(tally?.firings == 1)
    }

    @Test("where there was no limit all that have begun are at work")
    func unlimited() throws {
        let (trace, _) = try run(FewerPermits(1))
        #expect(trace.record.duration == .seconds(8), "the first attempt takes the permits away")
    }

    @Test("as many permits as there are change nothing")
    func same() throws {
        let (_, tally) = try run(FewerPermits(3)) { $0.maxConcurrentPhases = 2 }
        #expect(tally?.visits == 4)
        #expect(tally?.firings == 0)
    }

    private static let limits: [any Injection] = [FewerTokens(250), LowerCost(625_000)]

    @Test("a lowered budget counts what was used before", arguments: limits)
    func budget(type: any Injection) throws {
        let (trace, _) = try run(type, phase: "c", chained: true)
        #expect(trace.record.executed == ["a", "b", "c"])
        #expect(trace.error?.failure.kind == "budget")
        #expect(trace.error?.phase == "c")
        #expect(trace.record.tokens == 300)
    }

    @Test("a budget that is lower than the fault's stays what it is")
    func lower() throws {
        let (trace, tally) = try run(FewerTokens(250), chained: true) { $0.budget.tokens = 150 }
        #expect(trace.error?.phase == "b")
        #expect(tally?.firings == 0)
    }

    @Test("the next run has what it always had")
    func next() throws {
        var selector = FaultSelector()
        selector.times = 1
        let fault = Fault(
            id: "f",
            failpoint: .resource,
            selector: selector,
            inject: FewerTokens(150)
        )
        var world = VirtualWorld(faults: [fault])
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) {
            $0.everywhere { $0.isCached = false }
        }
        #expect(world.run(plan, agents: agents).status == .failed)
        #expect(world.run(plan.repeated(2), agents: agents).status == .succeeded)
    }
}
