package import Scenarios
internal import Agents
internal import Faults
package import Runtime
internal import Storage
package import Simulation
package import Workflows

/// A live world as a session uses it: runs are recorded in the state folder where there is one, else in memory; one whose
/// process is to die has its own process.
package struct LiveSessionWorld: SessionWorld {
    /// Where a run's journal is.
    private struct StoredJournal {
        let id: String?
        let memory: MemoryRunJournal?
    }

    private let scenario: Scenario
    private let world: LiveWorld
    private let surroundings: LiveEnvironment
    private let state: ScenarioState?
    private let child: ChildProcess?
    private let resumed: Set<String>
    private var journals: [String: StoredJournal] = [:]

    /// A fresh world for a scenario; `tool` is this program, for runs whose process is to die. With `mayKill` runs may die
    /// of which the scenario does not say so.
    package init(
        _ scenario: Scenario,
        seed: UInt64,
        surroundings: LiveEnvironment,
        state: ScenarioState?,
        tool: ToolChild?,
        mayKill: Bool = false
    ) {
        self.scenario = scenario
        resumed = Set(scenario.runs.compactMap(\.resumes))
        self.surroundings = surroundings
        self.state = state
        // Processes that die leave their results to the next one: memory would not do.
        let ownCacheFolder = "\(surroundings.workspaces)/cache"
        if let tool, let state {
            child = ChildProcess(
                tool: tool,
                state: state,
                scenario: scenario,
                seed: seed,
                surroundings: surroundings,
                ownCacheFolder: ownCacheFolder
            )
        } else {
            child = nil
        }
        let hasChildren = tool != nil && (mayKill || scenario.runs.contains { $0.isKilled })
        let isShared = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        world = LiveWorld(
            faults: scenario.faults.map(\.fault),
            surroundings: surroundings,
            ownResults: hasChildren ? try? StoredResults(cacheFolder: ownCacheFolder) : nil,
            sharedResults: isShared ? state?.results : nil
        )
    }

    package var basis: ScenarioBasis { world.basis }

    package var delivered: DeliveryCounts {
        get { DeliveryCounts(world.delivered) }
        set { world.count(delivered: newValue.counts) }
    }

    package var environment: [String: String] { surroundings.environment }

    /// Real time passes by itself.
    package mutating func advance(by time: Duration) {}

    package mutating func loseMemory() { world.loseMemory() }

    package mutating func invalidate(tag: String) { world.invalidate(tag: tag) }

    package mutating func takeJournal(of run: SessionRun) -> VirtualJournal {
        let mayBeResumed = run.run.resumes != nil || resumed.contains(run.run.name)
        if !mayBeResumed { journals[run.plan.run.id] = nil }
        return VirtualJournal()
    }

    package mutating func entries(of run: String) throws(Resumption.Refusal) -> [[UInt8]] {
        guard let journal = journals[run] else { return [] }
        guard let state, let id = journal.id else { return journal.memory?.entries ?? [] }
        do throws(StorageFailure) {
            return try state.journal.entries(of: id)
        } catch  where error.kind == .missing {
            // It died before its first commit: nothing is recorded, and nothing is lost.
            return []
        } catch {
            throw Resumption.Refusal(OperationFailure(error))
        }
    }

    package mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        world.open(entries, of: plan, as: run)
    }

    /// The next entries follow those that count: a torn tail goes.
    private func cut(_ run: SessionRun) throws(Resumption.Refusal) {
        guard let name = run.run.resumes, let journal = journals[name],
            run.order.recordedEntries < run.found.count
        else { return }
        do throws(StorageFailure) {
            if let id = journal.id {
                try state?.journal.cut(id, from: run.order.recordedEntries)
            } else {
                journal.memory?.cut(from: run.order.recordedEntries)
            }
        } catch {
            throw Resumption.Refusal(OperationFailure(error))
        }
    }

    /// Whoever resumes the run later in another process lives another life, even if this one records nothing more.
    private func announceLife(of run: inout SessionRun) throws(Resumption.Refusal) {
        guard !scenario.faults.isEmpty, let name = run.run.resumes, run.order.recordedEntries > 0,
            let state, let id = journals[name]?.id
        else { return }
        do throws(StorageFailure) {
            try state.journal.begin(life: run.order.life, of: id, at: run.order.recordedEntries)
        } catch {
            throw Resumption.Refusal(OperationFailure(error))
        }
        run.order.recordedEntries += 1
    }

    package mutating func perform(
        _ runs: [SessionRun]
    ) async throws(Resumption.Refusal) -> [RunTrace] {
        var runs = runs
        for index in runs.indices {
            try cut(runs[index])
            try announceLife(of: &runs[index])
        }
        if let run = runs.first, run.mayDie { return [try await die(run)] }
        var orders: [LiveRunRequest] = []
        var locks: [RunLock] = []
        defer {
            for lock in locks { lock.release() }
        }
        let asked = scenario.always.compactMap(\.condition.question)
        for run in runs {
            var order = try order(run, &locks)
            order.questions += asked
            orders.append(order)
        }
        var traces = await world.run(orders)
        for (index, run) in runs.enumerated() where traces.indices.contains(index) {
            // Where nothing is recorded there is nothing to show or to resume.
            guard run.plan.configuration.hasCheckpoints else { continue }
            traces[index].storedID = journals[run.plan.run.id]?.id
        }
        return traces
    }

    private mutating func order(
        _ run: SessionRun,
        _ locks: inout [RunLock]
    ) throws(Resumption.Refusal) -> LiveRunRequest {
        let journal = journal(of: run)
        var run = run
        if let id = journal.id { run.order.plan = run.plan.identified(by: id) }
        guard run.plan.configuration.hasCheckpoints else {
            return LiveRunRequest(run, journal: nil)
        }
        guard let state, let id = journal.id else {
            return LiveRunRequest(run, journal: journal.memory)
        }
        var origin = RunOrigin(run.plan, of: scenario, id: id, startedAt: surroundings.wall())
        do throws(StorageFailure) {
            locks.append(try RunLock(run: id, in: state.folder))
            if run.run.resumes != nil { origin = try state.journal.origin(known: origin) }
        } catch {
            throw Resumption.Refusal(OperationFailure(error))
        }
        var order = LiveRunRequest(
            run,
            journal: StoredRunJournal(
                state.journal,
                origin: origin,
                after: run.order.recordedEntries
            )
        )
        order.effects = EffectFolder(ofRun: id, in: state.folder)
        return order
    }

    /// The journal that a run resumes, or a new one.
    private mutating func journal(of run: SessionRun) -> StoredJournal {
        let journal =
            run.run.resumes.flatMap { journals[$0] }
            ?? StoredJournal(
                id: state?.newID(),
                memory: state == nil ? MemoryRunJournal() : nil
            )
        journals[run.plan.run.id] = journal
        return journal
    }

    /// Executes a run in its own process, which kills itself.
    private mutating func die(_ run: SessionRun) async throws(Resumption.Refusal) -> RunTrace {
        guard let child else {
            throw Resumption.Refusal(
                OperationFailure(
                    kind: .process,
                    message: "a run on a real clock whose process is killed needs the tool and a "
                        + "state folder",
                    isRetryable: false
                )
            )
        }
        guard let id = journal(of: run).id else { return RunTrace(run: run.plan.run) }
        let (trace, basis) = await child.perform(run, id: id, after: world.basis)
        if let basis { world.continueFrom(basis) }
        return trace
    }
}

extension SessionRun {
    /// Whether its process is to die.
    fileprivate var mayDie: Bool { run.isKilled || order.death != nil }
}

extension ScenarioRun {
    /// Whether the scenario says that its process dies.
    fileprivate var isKilled: Bool { interruption?.isDeath == true }
}

extension LiveRunRequest {
    /// A run with all that a scenario says of it.
    init(_ run: SessionRun, journal: (any RunJournal)?) {
        self.init(plan: run.plan, agents: run.run.agents.mapValues(\.agent))
        self.run = run.order
        hooks = run.run.hooks
        questions = run.run.expectations.compactMap(\.condition.question)
        self.journal = journal
        observer = run.observer
    }
}

extension Resumption.Refusal {
    /// A journal that cannot be read or locked.
    init(_ failure: OperationFailure) {
        self.init(
            phase: nil,
            OperationFailure(kind: failure.kind, message: failure.message, isRetryable: false)
        )
    }
}
