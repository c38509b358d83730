internal import Agents
internal import Faults
internal import Runtime
internal import Workflows

/// What faults and agents would remember of the calls that stand in events: for a process that goes on where another
/// ended.
struct CallHistory {
    private(set) var injector: FaultInjector
    private(set) var calls = SimulatedCalls()

    /// Nothing was called yet.
    init(faults: [Fault]) {
        injector = FaultInjector(faults)
    }

    /// Passes every call of a run again, in its order.
    mutating func note(_ events: some Sequence<Event>, of plan: RunPlan, _ run: ScenarioRun) {
        let places = Dictionary(
            plan.phases.enumerated().map { ($1.id, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        for event in events {
            switch event.kind {
            case .attemptStarted(let phase, let attempt, _):
                guard let place = places[phase] else { continue }
                pass(plan.phases[place].agent, phase, attempt, event, plan, run)
            case .compensationStarted(let phase, let attempt):
                guard let place = places[phase],
                    let agent = plan.phases[place].configuration.compensation
                else { continue }
                pass(agent, phase, attempt, event, plan, run)
            default: break
            }
        }
    }

    private mutating func pass(
        _ agent: String,
        _ phase: PhaseID,
        _ attempt: Int,
        _ event: Event,
        _ plan: RunPlan,
        _ run: ScenarioRun
    ) {
        let site = CallSite(
            run: event.run.name,
            repetition: event.run.repetition,
            phase: phase.name,
            agent: agent,
            attempt: attempt,
            time: event.time
        )
        let firings = injector.pass(site, seed: plan.seed)
        guard firings.allSatisfy(\.effect.reachesAgent),
            case .simulated(let simulated)? = run.agents[agent]?.agent
        else { return }
        _ = calls.next(
            simulated,
            named: agent,
            seed: plan.seed,
            run: event.run,
            phase: phase,
            attempt: attempt
        )
    }
}
