import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Invariants on runs at the same time")
struct ConcurrentRunTests {
    /// Eight repetitions at the same time; the first phase takes each another time, the second is shared by all.
    private func concurrent() throws -> [ObservedRun] {
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
            ObservedRun(plan: order.plan, events: trace.events, batch: 1)
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
        #expect(brokenByTampering(withoutMaker) == [.cacheHonesty])
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
            return ObservedRun(plan: run.plan, events: events, batch: 1)
        }
        #expect(broken(early).contains(.cacheHonesty))
    }

    @Test("none may take what was made and discarded by then")
    func discardedBefore() throws {
        let runs = try concurrent()
        let tampered = runs.map { run in
            let events = run.events.flatMap { event -> [Event] in
                switch event.kind {
                case .phaseCommitted("b", let digest, _) where !run.takes("b"):
                    let discard = Event.Kind.phaseDiscarded("b", digest: digest)
                    return [event, event.with(discard, after: .microseconds(1))]
                case .cacheHit("b", _, _): return [event.with(event.kind, after: .seconds(1))]
                default: return [event]
                }
            }
            return ObservedRun(plan: run.plan, events: events, batch: 1)
        }
        #expect(broken(tampered).contains(.cacheHonesty))
    }

    @Test("one may take what another discards later, unless that one was over before")
    func discardedLater() throws {
        func plan(_ name: String) throws -> RunPlan {
            try HealthyRuns.plan(name) { configuration in
                configuration.rollback = .to("plan")
                configuration.phase("code") {
                    $0.isCached = false
                    $0.retry.maxAttempts = 1
                    $0.retry.onExhausted = .rollback
                }
            }
        }
        let crash = HealthyRuns.fault("down", Crash(point: .after)) { selector in
            selector.phase = "code"
            selector.run = "wide"
            selector.times = 2
        }
        let agents = Dictionary(
            uniqueKeysWithValues: HealthyRuns.phases.map { phase in
                (
                    phase.agent,
                    KillShape.agent(100, phase.id == "plan" ? "first" : "done", "second", "third")
                )
            }
        )
        var world = VirtualWorld(faults: [crash])
        let filling = try plan("fill")
        let filled = world.run(filling, agents: agents)
        let orders = try (1...2).map {
            VirtualOrder(plan: try plan("wide").repeated($0), agents: agents)
        }
        let traces = world.run(orders)
        for trace in traces {
            #expect(trace.events.contains { $0.phase == "plan" && $0.kind.isDiscard })
        }
        func judged(batches: [Int]) -> [ObservedRun] {
            [ObservedRun(plan: filling, events: filled.events)]
                + zip(zip(orders, traces), batches).map { run, batch in
                    ObservedRun(plan: run.0.plan, events: run.1.events, batch: batch)
                }
        }
        #expect(broken(judged(batches: [1, 1])) == [])
        #expect(brokenByTampering(judged(batches: [1, 2])) == [.cacheHonesty])
    }
}

extension ObservedRun {
    fileprivate func takes(_ phase: PhaseID) -> Bool {
        events.contains { if case .cacheHit(phase, _, _) = $0.kind { true } else { false } }
    }
}

extension Event {
    fileprivate func with(_ kind: Kind, after wait: Duration) -> Event {
        Event(sequence: sequence, time: time + wait, run: run, kind: kind)
    }
}

extension Event.Kind {
    fileprivate var isDiscard: Bool {
        if case .phaseDiscarded = self { true } else { false }
    }
}
