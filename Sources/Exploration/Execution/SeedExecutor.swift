internal import Agents
internal import Scenarios
internal import Simulation
internal import Suites
internal import Workflows

/// Executes a scenario whose runs follow one another without deaths and resumes of their own, with as little work as
/// possible: a world is used again, plans are made once, and no event is kept.
struct SeedExecutor {
    /// What a run's agents are declared to do to the world.
    private struct Owed {
        let hasEffects: Bool
        let effects: [PhaseID: [AgentEffect]]
    }

    private let log: FiringLog
    private let watch: ExecutionWatch
    private var explorer: SeedExplorer
    private let owed: [Owed]

    /// An executor for a scenario; `nil` where only a session can execute it.
    init?(_ scenario: Scenario, _ log: FiringLog)
        throws(WorkflowGraph.Defect)
    {
        guard scenario.isStraight else { return nil }
        var steps: [SeedExplorer.Step] = []
        var owed: [Owed] = []
        var common: RunPlan?
        for run in scenario.runs {
            var plan: RunPlan
            if run.inheritsSettings, let common {
                plan = common.renamed(run.name, seed: run.seed ?? 0)
            } else {
                plan = try run.plan(of: scenario, seed: run.seed ?? 0)
            }
            if run.inheritsSettings { common = plan }
            plan = plan.identified(by: scenario.effectScope(ofLineage: run.name, of: run, seed: 0))
            if run.hasRepetition(1) { plan = plan.repeated(1) }
            let agents = run.simulatedAgents
            var step = SeedExplorer.Step(plan, agents: agents)
            step.keepsSeed = run.seed != nil
            step.advance = run.advance
            step.isRestarted = run.isRestarted
            step.invalidatedTags = run.invalidatedTags
            steps.append(step)
            owed.append(
                Owed(
                    hasEffects: agents.values.contains { $0.hasEffects },
                    effects: run.owedEffects(plan)
                )
            )
        }
        let watch = ExecutionWatch(scenario)
        self.log = log
        self.watch = watch
        self.owed = owed
        explorer = SeedExplorer(
            steps,
            interference: ExploringFaults(scenario.faults.map(\.fault), log),
            observer: { watch.note($0) }
        )
    }

    /// Executes the scenario once.
    mutating func execute(_ order: ExecutionOrder) -> ExploredExecution {
        log.begin(order.targets, recordsVisits: order.recordsVisits)
        watch.begin(order.targets)
        explorer.reset()
        var execution = ExploredExecution()
        for place in owed.indices {
            watch.beginRun(explorer.steps[place].plan, hasEffects: owed[place].hasEffects)
            let status = explorer.perform(place, seed: order.seed)
            if owed[place].hasEffects {
                watch.note(explorer.effects, owed: owed[place].effects)
            }
            watch.endRun(status, hasDied: explorer.hasDied)
            if order.recordsEndings, let trace = explorer.trace {
                execution.endings.append(ExploredExecution.Ending(trace))
            }
        }
        execution.violations = watch.violations
        execution.firings = log.firings
        execution.visits = log.visits
        execution.facts = watch.facts
        execution.hash = watch.hash
        return execution
    }
}

extension Scenario {
    /// From how many runs on the monitor can know what is slow: its limits are events' matter, too.
    private static let mostUnmonitored = 8

    /// Whether every run is a new one that nothing but faults interrupts.
    fileprivate var isStraight: Bool {
        isVirtual && always.isEmpty && runs.count < Self.mostUnmonitored
            && runs.allSatisfy { run in
                run.resumes == nil && run.interruption == nil && run.hooks.isEmpty
                    && run.simulatedAgents.count == run.agents.count
            }
    }
}
