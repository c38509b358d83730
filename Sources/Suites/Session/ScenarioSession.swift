package import Scenarios
internal import Monitoring
package import Workflows

/// Executes a scenario's runs one after another in a world, whichever it is: restarts, tags, plans, batches, resumptions
/// and what the monitor learns are the same in all of them.
package struct ScenarioSession<World: SessionWorld>: Sendable {
    private let scenario: Scenario
    private let seed: UInt64
    /// Whether a run resumes another: asked once, because there may be 10,000 of them.
    private let hasResumes: Bool
    /// Where the runs happen.
    package var world: World
    private var monitor = PerformanceMonitor()
    /// Receives every event as it happens, with its run's place in the batch, in worlds where that takes time.
    package var observer: (@Sendable (Event, Int) -> Void)?
    /// The one repetition that is executed of runs that have as many.
    package var repetition: Int?
    private var next = 0
    private var inProgress: InProgress?
    /// The plan of runs without settings of their own: they differ in name and seed alone.
    private var common: RunPlan?
    /// The run that each run resumes, first of the row, and how often that has been resumed.
    private var lineages: [String: (name: String, life: Int)] = [:]
    /// The latest life of each run that was resumed, by the first of the row.
    private var lives: [String: Int] = [:]
    /// The run that resumed last, by the first of the row: where another resume starts from.
    private var newest: [String: String] = [:]
    /// What the first of the row asked for: the keys that its agents were given are of that.
    private var asked: [String: String] = [:]
    /// How each run ended that may be resumed. A killed one is interrupted, even if its journal has its end.
    private var endings: [String: RunStatus] = [:]

    /// What agents delivered in the latest life of each run that was interrupted, by the first of the row.
    private var interrupted: [String: InterruptedLife] = [:]

    /// A run of which batches are left.
    private struct InProgress {
        let place: Int
        let plan: RunPlan
        let lineage: (name: String, life: Int)
        var batch = 0
    }

    /// A session in which nothing happened yet.
    package init(_ scenario: Scenario, seed: UInt64, in world: World) {
        self.scenario = scenario
        self.seed = seed
        hasResumes = scenario.runs.contains { $0.resumes != nil }
        self.world = world
    }

    /// Executes the repetitions that are next and happen at the same time; `nil` where none are left.
    package mutating func executeBatch() async throws(WorkflowGraph.Defect) -> ExecutedBatch? {
        if inProgress == nil { inProgress = try begin() }
        guard var current = inProgress else { return nil }
        let run = scenario.runs[current.place]
        var numbers = run.batch(current.batch)
        current.batch += 1
        var isLast = current.batch == run.batchCount
        if let repetition, run.hasRepetition(repetition) {
            numbers = repetition..<repetition + 1
            isLast = true
        }
        inProgress = isLast ? nil : current
        let runs = await execute(run, current.plan, numbers, current.lineage)
        return ExecutedBatch(run: current.place, runs: runs, isLast: isLast)
    }

    /// Prepares the world for the next run; `nil` if there is none left.
    private mutating func begin() throws(WorkflowGraph.Defect) -> InProgress? {
        guard next < scenario.runs.count else { return nil }
        let run = scenario.runs[next]
        defer { next += 1 }
        world.advance(by: run.advance)
        if run.isRestarted { world.loseMemory() }
        for tag in run.invalidatedTags { world.invalidate(tag: tag) }
        let earlier = run.resumes.map { lineages[$0] ?? ($0, 0) }
        var lineage = (name: earlier?.name ?? run.name, life: 0)
        // Another resume of the same run is another life, too.
        if earlier != nil { lineage.life = (lives[lineage.name] ?? 0) + 1 }
        lineages[run.name] = lineage
        if hasResumes { lives[lineage.name] = lineage.life }
        let plan = try plan(of: run)
            .identified(by: scenario.effectScope(ofLineage: lineage.name, of: run, seed: seed))
        if earlier == nil, hasResumes { asked[lineage.name] = plan.requirements }
        return InProgress(place: next, plan: plan, lineage: lineage)
    }

    private mutating func plan(of run: ScenarioRun) throws(WorkflowGraph.Defect) -> RunPlan {
        // On a real clock what a plan is made from may change between runs.
        let isCommon = scenario.isVirtual && run.inheritsSettings
        if isCommon, let common { return common.renamed(run.name, seed: run.seed ?? seed) }
        let plan = try run.plan(of: scenario, seed: seed, environment: world.environment)
        if isCommon { common = plan }
        return plan
    }

    private mutating func execute(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ batch: Range<Int>,
        _ lineage: (name: String, life: Int)
    ) async -> [ExecutedRun] {
        let isMonitored = plan.configuration.isMonitored
        let limits = isMonitored ? monitor.limits : [:]
        var refused = plan
        do throws(Resumption.Refusal) {
            var runs: [SessionRun] = []
            for number in batch {
                var repeated = number == 0 ? plan : plan.repeated(number)
                repeated.slowLimits = limits
                refused = repeated
                var prepared = try prepared(run, repeated, lineage)
                if let observer {
                    let place = runs.count
                    prepared.observer = { observer($0, place) }
                }
                runs.append(prepared)
            }
            let before = hasResumes ? world.delivered : nil
            let traces = try await world.perform(runs)
            if let before {
                endings[run.name] = traces.last?.status
                noteLives(of: run, traces.last, lineage.name)
                noteDeliveries(of: runs, traces, before, lineage.name)
            }
            // By their places: what happened in a run is much to copy.
            if isMonitored {
                for place in traces.indices { monitor.note(traces[place].events) }
            }
            return traces.indices.map { place in
                ExecutedRun(
                    plan: runs[place].plan,
                    trace: traces[place],
                    recorded: world.takeJournal(of: runs[place]),
                    nothingLeft: runs[place].nothingLeft
                )
            }
        } catch {
            let trace = RunTrace.refused(
                refused,
                phase: error.phase,
                error.failure,
                after: error.acted
            )
            return [ExecutedRun(plan: refused, trace: trace)]
        }
    }

    /// A run whose process died by faults lived more than once.
    private mutating func noteLives(of run: ScenarioRun, _ trace: RunTrace?, _ name: String) {
        guard !scenario.faults.isEmpty, let trace else { return }
        let beginnings = trace.events.count { $0.tag == .runResumed }
        let more = beginnings - (run.resumes == nil ? 0 : 1)
        if more > 0 { lives[name, default: 0] += more }
    }

    private mutating func noteDeliveries(
        of runs: [SessionRun],
        _ traces: [RunTrace],
        _ before: DeliveryCounts,
        _ name: String
    ) {
        guard let run = runs.first, runs.count == 1, traces.first?.status == .interrupted else {
            interrupted[name] = nil
            return
        }
        interrupted[name] = InterruptedLife(
            delivered: world.delivered - before,
            recorded: DeliveryCounts(recordedOf: run)
        )
    }

    private mutating func prepared(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ lineage: (name: String, life: Int)
    ) throws(Resumption.Refusal) -> SessionRun {
        var order = RunRequest(plan: plan)
        order.lineage = lineage.name
        order.life = lineage.life
        order.interrupt(by: run.interruption)
        guard let earlier = run.resumes else { return SessionRun(run: run, order: order) }
        // A second resume of a run begins where the first one ended.
        let last = newest[lineage.name] ?? earlier
        let found = try world.entries(of: last)
        let (opened, acted) = world.open(found, of: plan, as: order.site)
        let resumption = try Resumption(opened, acted, for: plan)
        // Where nothing was committed yet no identity tells.
        if let asked = asked[lineage.name], asked != plan.requirements {
            throw Resumption.Refusal(otherRequirementsOf: plan, after: acted)
        }
        order.opened = acted
        newest[lineage.name] = run.name
        order.restoration = resumption.restoration
        order.recordedEntries = resumption.entries.count
        var session = SessionRun(run: run, order: order, entries: resumption.entries)
        session.found = found
        if let life = interrupted.removeValue(forKey: lineage.name) {
            let recorded = DeliveryCounts(recordedOf: session)
            world.delivered = life.settled(world.delivered, by: recorded)
        }
        if let ending = endings[last], ending == .succeeded || ending == .degraded {
            session.nothingLeft = ending
        }
        return session
    }
}
