import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Workflows

/// Runs of one world whose settings, faults and kills depend on a seed.
enum RandomRuns {
    /// Performs three runs; the second is killed after some event, and resumed.
    static func perform(
        seed: UInt64
    ) throws -> (runs: [ObservedRun], endings: [RunStatus]) {
        let plan = try plan(seed: seed)
        var world = VirtualWorld(faults: faults)
        var runs: [ObservedRun] = []
        var endings: [RunStatus] = []
        func perform(_ order: VirtualOrder) {
            for trace in world.run([order]) {
                let isEnded = trace.events.last?.kindName == "run_ended"
                runs.append(
                    ObservedRun(plan: order.plan, events: trace.events, isInterrupted: !isEnded)
                )
                endings.append(trace.status)
            }
        }
        let agents = agents()
        perform(VirtualOrder(plan: plan.repeated(1), agents: agents))
        var killed = VirtualOrder(plan: plan.repeated(2), agents: agents)
        killed.death = .afterEvents(Int(5 + seed % 31))
        perform(killed)
        var resumed = VirtualOrder(plan: killed.plan, agents: agents)
        resumed.restoration = try world.restoration(of: killed.plan.run.id)
        resumed.recordedEntries = world.journals[killed.plan.run.id]?.count ?? 0
        perform(resumed)
        var last = VirtualOrder(plan: plan.repeated(3), agents: agents)
        if seed.isMultiple(of: 3) { last.cancelsAt = .seconds(5) }
        perform(last)
        return (runs, endings)
    }

    private static let policies: [WorkflowConfiguration.Rollback] = [
        .lastGood, .to("code"), .compensate, .degrade, .none,
    ]

    private static func plan(seed: UInt64) throws -> RunPlan {
        var plan = try HealthyRuns.plan("main", seed: seed) { configuration in
            configuration.runTimeout = seed.isMultiple(of: 4) ? nil : .seconds(90)
            configuration.rollback = policies[Int(seed % 5)]
            configuration.maxRollbacks = Int(seed % 3)
            configuration.isParallel = !seed.isMultiple(of: 11)
            configuration.skipped = seed.isMultiple(of: 13) ? ["test"] : []
            configuration.cacheLimits = CacheLimits(entries: seed.isMultiple(of: 8) ? 2 : 1000)
            for phase in HealthyRuns.phases {
                configuration.phase(phase.id) { configure(&$0, phase, seed) }
            }
            configuration.phase("review") { phase in
                phase.onRejected = .init(revise: "code", max: 2)
                phase.validators = [.contains("fine")]
            }
        }
        plan.slowLimits = ["code": .seconds(12)]
        return plan
    }

    private static func configure(
        _ phase: inout PhaseConfiguration,
        _ declared: Workflow.Phase,
        _ seed: UInt64
    ) {
        let exits = RetryPolicy.Exhaustion.allCases
        phase.attemptTimeout = .seconds(9)
        phase.heartbeatTimeout = seed.isMultiple(of: 6) ? .seconds(4) : nil
        phase.retry.jitter = seed.isMultiple(of: 2) ? .full : .fraction(0.3)
        phase.retry.patternLength = 2
        phase.retry.stopsOnPattern = seed.isMultiple(of: 10)
        phase.retry.onExhausted = exits[Int(seed / 5) % exits.count]
        phase.fallback = "fallback"
        phase.compensation = "undo \(declared.id)"
        phase.hooks = seed.isMultiple(of: 3) ? Set(PhaseHook.allCases) : []
        phase.keyFields = seed.isMultiple(of: 9) ? [.requirements, .inputs, .agent] : nil
    }

    private static let faults = [
        HealthyRuns.fault("limit", RateLimit(retryAfter: .seconds(2))) {
            $0.probability = 0.2
        },
        HealthyRuns.fault("crash", Crash()) { $0.probability = 0.2 },
        HealthyRuns.fault("hang", Hang()) { $0.probability = 0.05 },
    ]

    private static func agents() -> [String: SimulatedAgent] {
        let outputs = ["review": ["no", "fine", "no", "no", "fine"]]
        var agents: [String: SimulatedAgent] = [:]
        for phase in HealthyRuns.phases {
            let texts = outputs[phase.agent] ?? ["\(phase.agent) done"]
            agents[phase.agent] = SimulatedAgent(
                outputs: texts.map { PhaseOutput(text: $0) },
                latency: .uniform(min: .zero, max: .seconds(10)),
                frames: 3
            )
            agents["undo \(phase.id)"] = SimulatedAgent(
                outputs: [],
                latency: .constant(.seconds(1))
            )
        }
        return agents
    }
}
