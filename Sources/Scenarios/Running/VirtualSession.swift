internal import Agents
internal import Faults
internal import Monitoring
internal import Runtime
internal import Simulation
package import Workflows

/// Executes a scenario's runs in one virtual world.
package struct VirtualSession: Sendable {
    private let scenario: Scenario
    private let seed: UInt64
    private var world: VirtualWorld
    private var monitor = PerformanceMonitor()
    private let isComparison: Bool
    private let keepsJournal: Bool
    private let resumed: Set<String>
    private var next = 0
    /// Under which scope each run's effects happen: that of the run that it goes on with.
    private var scopes: [String: String] = [:]

    /// A session in fresh state; `omitting` leaves one fault out, and keeps no events.
    ///
    /// Runs are journaled where another goes on with them, and with `keepsJournal` the first few of each.
    /// With `shared`, runs that say so use a cache that outlives the session; `wall` then says how old its results are.
    package init(
        _ scenario: Scenario,
        seed: UInt64,
        omitting: String? = nil,
        shared: (any SharedResults)? = nil,
        wall: Duration? = nil,
        keepsJournal: Bool = false
    ) {
        self.scenario = scenario
        self.seed = seed
        isComparison = omitting != nil
        self.keepsJournal = keepsJournal
        resumed = Set(scenario.runs.compactMap(\.resumes))
        world = VirtualWorld(
            faults: scenario.faults.map(\.fault).filter { $0.id != omitting },
            // What only serves as a comparison leaves nothing behind.
            shared: omitting == nil ? shared : nil,
            cacheOrigin: wall ?? VirtualCalendar.start
        )
    }

    /// How many repetitions of a run are worth keeping.
    private static let journaledRepetitions = 10

    /// Executes the next run with all its repetitions; `nil` where there is none left.
    ///
    /// `isCalledOff` is asked before each repetition; what was executed before is returned.
    package mutating func executeNext(
        repetitions limit: Int? = nil,
        isCalledOff: () -> Bool = { false }
    ) throws(WorkflowGraph.Defect) -> [ExecutedRun]? {
        guard next < scenario.runs.count else { return nil }
        let run = scenario.runs[next]
        next += 1
        world.advance(by: run.advance)
        if run.isRestarted { world.loseMemory() }
        for tag in run.invalidatedTags { world.invalidate(tag: tag) }
        let scope = run.resumes.map { scopes[$0] ?? $0 }
        scopes[run.name] = scope ?? run.name
        let plan = try run.plan(of: scenario, seed: seed, idempotencyScope: scope)
        var executed: [ExecutedRun] = []
        executed.reserveCapacity(run.repetitions)
        for batch in run.batches.prefix(limit ?? .max) {
            if isCalledOff() { break }
            executed += execute(run, plan, batch, isCalledOff)
        }
        return executed
    }

    private mutating func execute(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ batch: [Int],
        _ isCalledOff: () -> Bool
    ) -> [ExecutedRun] {
        var orders: [VirtualOrder] = []
        let agents = run.simulatedAgents
        let limits = plan.configuration.isMonitored ? monitor.limits : [:]
        for number in batch {
            var repeated = number == 0 ? plan : plan.repeated(number)
            repeated.slowLimits = limits
            var order = VirtualOrder(plan: repeated, agents: agents)
            order.isRecorded =
                resumed.contains(run.name) || run.resumes != nil
                || (keepsJournal && number <= Self.journaledRepetitions)
            order.death = run.deathPhase.map { .afterCommit(of: $0) }
            order.cancelsAfter = run.cancellationPhase
            order.cancelsAt = run.cancellationTime
            if let earlier = run.resumes {
                do throws(Resumption.Refusal) {
                    let resumption = try Resumption(world.journals[earlier] ?? [], for: repeated)
                    order.restoration = resumption.restoration
                    order.recordedEntries = resumption.entries.count
                    world.replaceJournal(of: repeated.run.id, with: resumption.entries)
                } catch {
                    let trace = RunTrace.refused(repeated, phase: error.phase, error.failure)
                    return [ExecutedRun(plan: repeated, trace: trace, visits: world.visits)]
                }
            }
            orders.append(order)
        }
        // Without one of its faults a scenario is only compared with itself, by its ending.
        let traces = world.run(orders, keepsEvents: !isComparison, isCalledOff: isCalledOff)
        if plan.configuration.isMonitored {
            for trace in traces { monitor.note(trace.events) }
        }
        return zip(orders, traces).map { order, trace in
            ExecutedRun(
                plan: order.plan,
                trace: trace,
                visits: world.visits,
                journal: world.journals[order.plan.run.id] ?? []
            )
        }
    }

    /// Executes all runs.
    package static func execute(
        _ scenario: Scenario,
        seed: UInt64,
        omitting: String? = nil,
        shared: (any SharedResults)? = nil,
        wall: Duration? = nil,
        keepsJournal: Bool = false,
        isCalledOff: () -> Bool = { false }
    ) throws(WorkflowGraph.Defect) -> [[ExecutedRun]] {
        var session = VirtualSession(
            scenario,
            seed: seed,
            omitting: omitting,
            shared: shared,
            wall: wall,
            keepsJournal: keepsJournal
        )
        var executed: [[ExecutedRun]] = []
        while let runs = try session.executeNext(isCalledOff: isCalledOff) {
            executed.append(runs)
        }
        return executed
    }
}

extension ScenarioRun {
    /// The agents whose answers are written down.
    var simulatedAgents: [String: SimulatedAgent] {
        agents.compactMapValues { definition in
            guard case .simulated(let agent) = definition.agent else { return nil }
            return agent
        }
    }
}
