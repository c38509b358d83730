import Agents
import Invariants
import Simulation
import TestSupport
import Workflows

/// Runs in which nothing is wrong, to be tampered with: retries, reviews, rollbacks, compensations, cache hits, kills,
/// resumptions, and repetitions at the same time.
enum TamperedRuns {
    static func originals() throws -> [[ObservedRun]] {
        var all = [try HealthyRuns.retriedThenCached()]
        for seed in 1...60 as ClosedRange<UInt64> {
            let runs = try RandomRuns.perform(seed: seed).runs
            all.append(runs)
            if seed.isMultiple(of: 5) { all.append(try runs.map(shared)) }
        }
        for shape in KillShape.all {
            let whole = try shape.execute()
            let count = whole.trace.events.count
            let killed = try shape.execute(killedAfter: count * 2 / 3)
            let resumed = try shape.execute(after: killed.entries, in: killed.world)
            all.append(
                [killed, resumed].map { execution in
                    ObservedRun(
                        plan: shape.plan,
                        events: execution.trace.events,
                        isInterrupted: execution.isInterrupted
                    )
                }
            )
        }
        for seed in 1...20 as ClosedRange<UInt64> { all.append(try concurrent(seed)) }
        for _ in 1...8 { all.append([try undone()]) }
        return all
    }

    /// A run that is undone to its beginning.
    private static func undone() throws -> ObservedRun {
        let shape = try KillShape.compensated()
        return ObservedRun(plan: shape.plan, events: try shape.execute().trace.events)
    }

    /// The same events in runs whose cache is shared.
    private static func shared(_ run: ObservedRun) throws -> ObservedRun {
        var configuration = run.plan.configuration
        configuration.cacheStore = .shared
        let plan = try HealthyRuns.plan("main") { $0 = configuration }
        return ObservedRun(
            plan: plan.repeated(run.plan.run.repetition),
            events: run.events,
            isInterrupted: run.isInterrupted,
            batch: run.batch
        )
    }

    /// Two batches of three repetitions each, one with narrowed keys.
    private static func concurrent(_ seed: UInt64) throws -> [ObservedRun] {
        let plan = try HealthyRuns.plan("wide", seed: seed) { configuration in
            configuration.phase("plan") { $0.isCached = false }
            configuration.phase("code") { phase in
                phase.keyFields = seed.isMultiple(of: 3) ? [.requirements, .inputs] : nil
            }
            configuration.phase("review") { phase in
                phase.onRejected = .init(revise: "code", max: 2)
                phase.validators = [.contains("fine")]
            }
        }
        let outputs = ["review": ["no", "fine"], "code": ["good", "better"]]
        let agents = Dictionary(
            uniqueKeysWithValues: HealthyRuns.phases.map { phase in
                (
                    phase.agent,
                    SimulatedAgent(
                        outputs: (outputs[phase.agent] ?? ["done"]).map { PhaseOutput(text: $0) },
                        latency: .uniform(min: .zero, max: .seconds(9))
                    )
                )
            }
        )
        var world = VirtualWorld()
        return [1...3, 4...6].enumerated().flatMap { batch, numbers in
            let orders = numbers.map { VirtualOrder(plan: plan.repeated($0), agents: agents) }
            return zip(orders, world.run(orders)).map { order, trace in
                ObservedRun(plan: order.plan, events: trace.events, batch: batch)
            }
        }
    }
}
