internal import Agents
internal import Faults
internal import Monitoring
internal import Runtime
internal import Storage
internal import Workflows

/// Executes a scenario's runs in one live world.
struct LiveSession: Sendable {
    let scenario: Scenario
    let seed: UInt64
    let surroundings: LiveWorld.Surroundings
    var state: ScenarioState?
    /// This program, for runs whose process is to die.
    var tool: ToolChild?

    /// Executes all runs; when the task is cancelled, the current run is, and no other starts.
    func execute() async throws(WorkflowGraph.Defect) -> [[ExecutedRun]] {
        var progress = LiveProgress(self)
        var executed: [[ExecutedRun]] = []
        for run in scenario.runs {
            executed.append(try await progress.execute(run))
        }
        return executed
    }
}

/// How far a live session has come.
private struct LiveProgress {
    let session: LiveSession
    let world: LiveWorld
    /// Where a scenario with several processes keeps the results that are its own.
    private let ownCacheFolder: String
    private var monitor = PerformanceMonitor()
    private var history: CallHistory
    /// What was executed so far, for a child that takes over.
    private var past: [PastRun] = []
    private var stored: [String: StoredJournal] = [:]
    private var scopes: [String: String] = [:]

    /// Where a run's journal is.
    private struct StoredJournal {
        let id: String?
        let memory: MemoryRunJournal?
    }

    init(_ session: LiveSession) {
        self.session = session
        let runs = session.scenario.runs
        let isShared = runs.contains { $0.configuration.cacheStore == .shared }
        // Processes that die leave their results to the next one: memory would not do.
        let hasChildren = runs.contains { $0.deathPhase != nil } && session.tool != nil
        ownCacheFolder = "\(session.surroundings.workspaces)/cache"
        world = LiveWorld(
            faults: session.scenario.faults.map(\.fault),
            surroundings: session.surroundings,
            ownResults: hasChildren ? try? StoredResults(cacheFolder: ownCacheFolder) : nil,
            sharedResults: isShared ? session.state?.results : nil
        )
        history = CallHistory(faults: session.scenario.faults.map(\.fault))
    }

    private var environment: [String: String] { session.surroundings.environment }

    mutating func execute(_ run: ScenarioRun) async throws(WorkflowGraph.Defect) -> [ExecutedRun] {
        if run.isRestarted { world.loseMemory() }
        for tag in run.invalidatedTags { world.invalidate(tag: tag) }
        let scope = run.resumes.map { scopes[$0] ?? $0 }
        scopes[run.name] = scope ?? run.name
        let plan = try run.plan(
            of: session.scenario,
            seed: session.seed,
            environment: environment,
            idempotencyScope: scope
        )
        var executed: [ExecutedRun] = []
        for batch in run.batches where !Task.isCancelled {
            let plans = batch.map { number -> RunPlan in
                var repeated = number == 0 ? plan : plan.repeated(number)
                repeated.slowLimits = plan.configuration.isMonitored ? monitor.limits : [:]
                return repeated
            }
            let done = await execute(run, plans)
            for one in done {
                monitor.note(one.trace.events)
                history.note(one.trace.events, of: one.plan, run)
                past.append(PastRun(run: run.name, events: one.trace.events))
            }
            executed += done
        }
        return executed
    }

    private mutating func execute(_ run: ScenarioRun, _ plans: [RunPlan]) async -> [ExecutedRun] {
        if let phase = run.deathPhase, let plan = plans.first {
            return [await die(run, plan, after: phase)]
        }
        var orders: [LiveOrder] = []
        var locks: [RunLock] = []
        for plan in plans {
            do throws(Resumption.Refusal) {
                orders.append(try order(run, plan, &locks))
            } catch {
                let trace = RunTrace.refused(plan, phase: error.phase, error.failure)
                return [ExecutedRun(plan: plan, trace: trace, visits: world.visits)]
            }
        }
        var traces = await world.run(orders)
        for (index, plan) in plans.enumerated() where traces.indices.contains(index) {
            traces[index].storedID = stored[plan.run.id]?.id
        }
        for lock in locks { lock.release() }
        return zip(plans, traces).map {
            ExecutedRun(plan: $0, trace: $1, visits: world.visits)
        }
    }

    /// A run with its journal: in the state folder where there is one, else in memory.
    private mutating func order(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        _ locks: inout [RunLock]
    ) throws(Resumption.Refusal) -> LiveOrder {
        var order = LiveOrder(plan: plan, agents: run.agents.mapValues(\.agent))
        order.hooks = run.hooks
        order.cancelsAfter = run.cancellationPhase
        order.cancelsAt = run.cancellationTime
        var journal = StoredJournal(
            id: session.state?.newID(),
            memory: session.state == nil ? MemoryRunJournal() : nil
        )
        if let earlier = run.resumes, let known = stored[earlier] {
            journal = known
            let resumption = try Resumption(try entries(of: known), for: plan)
            order.restoration = resumption.restoration
            order.recordedEntries = resumption.entries.count
        }
        stored[plan.run.id] = journal
        guard plan.configuration.hasCheckpoints else { return order }
        if let state = session.state, let id = journal.id {
            do throws(StorageFailure) {
                locks.append(try RunLock(run: id, in: state.folder))
            } catch {
                throw Resumption.Refusal(AgentFailure(error))
            }
            order.journal = StoredRunJournal(
                state.journal,
                origin: RunOrigin(
                    plan,
                    of: session.scenario,
                    id: id,
                    startedAt: session.surroundings.wall()
                ),
                after: order.recordedEntries
            )
        } else {
            order.journal = journal.memory
        }
        return order
    }

    private func entries(of journal: StoredJournal) throws(Resumption.Refusal) -> [[UInt8]] {
        guard let state = session.state, let id = journal.id else {
            return journal.memory?.entries ?? []
        }
        do throws(StorageFailure) {
            return try state.journal.entries(of: id)
        } catch  where error.kind == .missing {
            // It died before its first commit: nothing is recorded, and nothing is lost.
            return []
        } catch {
            throw Resumption.Refusal(AgentFailure(error))
        }
    }

    /// Executes a run in a process of its own, which kills itself after the phase's commit.
    private mutating func die(
        _ run: ScenarioRun,
        _ plan: RunPlan,
        after phase: PhaseID
    ) async -> ExecutedRun {
        guard let tool = session.tool, let state = session.state else {
            let failure = AgentFailure(
                kind: "process",
                message: "a run on a real clock whose process is killed needs the tool and a state "
                    + "folder",
                isRetryable: false
            )
            let trace = RunTrace.refused(plan, phase: nil, failure)
            return ExecutedRun(plan: plan, trace: trace, visits: world.visits)
        }
        let id = run.resumes.flatMap { stored[$0]?.id } ?? state.newID()
        stored[plan.run.id] = StoredJournal(id: id, memory: nil)
        let part = RunPart(
            file: session.scenario.path,
            run: run.name,
            seed: session.seed,
            state: state.folder,
            cache: run.configuration.cacheStore == .shared ? state.folder : ownCacheFolder,
            id: id,
            workspaces: session.surroundings.workspaces,
            timeScale: session.surroundings.timeScale,
            resumes: run.resumes != nil,
            past: past
        )
        var trace = await part.trace(plan, in: tool)
        trace.storedID = id
        history.note(trace.events, of: plan, run)
        world.catchUp(injector: history.injector, calls: history.calls)
        return ExecutedRun(plan: plan, trace: trace, visits: world.visits)
    }
}

extension Resumption.Refusal {
    /// A journal that cannot be read or locked.
    init(_ failure: AgentFailure) {
        self.init(phase: nil, kind: failure.kind, message: failure.message)
    }
}
