import Agents
import Invariants
import Simulation
import Testing
import Workflows

@Suite("Invariants on runs at the same time")
struct ConcurrentRunTests {
    /// Eight repetitions at the same time; the first phase takes each another time, the second is shared by all.
    private func concurrent() throws -> [JudgedRun] {
        let phases: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])]
        let plan = try KillShape.plan(phases) { configuration in
            configuration.phase("a") { $0.isCached = false }
        }
        let latency = LatencyDistribution.uniform(min: .zero, max: .seconds(9))
        let agents = [
            "a": SimulatedAgent(outputs: [PhaseOutput(text: "a done")], latency: latency),
            "b": KillShape.agent(100, "b done"),
        ]
        var world = VirtualWorld()
        let orders = (1...8).map { VirtualOrder(plan: plan.repeated($0), agents: agents) }
        return zip(orders, world.run(orders)).map { order, trace in
            JudgedRun(plan: order.plan, events: trace.events)
        }
    }

    @Test("one of several runs at the same time may take what a later one of the list made")
    func sharedByConcurrentRuns() throws {
        let runs = try concurrent()
        let makers = runs.indices.filter { index in
            runs[index].events.contains {
                $0.kind == .attemptStarted("b", attempt: 1, truncatedBytes: 0)
            }
        }
        #expect(makers.count == 1)
        #expect(makers != [0], "the first of the list is not the one that makes it")
        #expect(broken(runs) == [])
    }

    @Test("none of them may take what nobody has made by then")
    func takenTooEarly() throws {
        let runs = try concurrent()
        let withoutMaker = runs.filter { run in
            !run.events.contains { $0.kind == .attemptStarted("b", attempt: 1, truncatedBytes: 0) }
        }
        #expect(broken(withoutMaker) == [.cacheHonesty])
        let early = runs.map { run in
            let events = run.events.map { event in
                guard case .cacheHit = event.kind else { return event }
                return Event(
                    sequence: event.sequence,
                    time: .zero,
                    run: event.run,
                    kind: event.kind
                )
            }
            return JudgedRun(plan: run.plan, events: events)
        }
        #expect(broken(early).contains(.cacheHonesty))
    }
}
