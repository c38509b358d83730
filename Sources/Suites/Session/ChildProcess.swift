internal import Scenarios
internal import Runtime
internal import Storage
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// Where a run is executed whose process is to die: a child of this program, over the same state folder.
struct ChildProcess: Sendable {
    let tool: ToolChild
    let state: ScenarioState
    let scenario: Scenario
    let seed: UInt64
    let surroundings: LiveEnvironment
    /// The cache of a run that does not use the shared one.
    let ownCacheFolder: String

    /// Executes a run after what its basis says; gives what came of it, and what later runs depend on.
    func perform(
        _ run: SessionRun,
        id: String,
        after basis: ScenarioBasis
    ) async -> (RunTrace, ScenarioBasis?) {
        let isShared = run.plan.configuration.cacheStore == .shared
        let part = RunPart(
            file: scenario.path,
            scenario: scenario.nameInMatrix,
            climate: scenario.chosenClimate ?? "",
            run: run.run.name,
            seed: seed,
            state: state.folder,
            cache: isShared ? state.folder : ownCacheFolder,
            id: id,
            workspaces: surroundings.workspaces,
            timeScale: surroundings.timeScale,
            resumes: run.run.resumes != nil,
            lineage: run.order.lineage,
            life: run.order.life,
            opened: run.order.opened,
            cutBytes: run.order.restoration?.cutBytes ?? 0,
            leavesOutFaults: scenario.faultsLeftOut != nil,
            lastEvent: run.order.lastEvent,
            basis: basis
        )
        do throws(OperationFailure) {
            let ending = try await tool.run(
                ["execute-part", part.encoded],
                until: surroundings.urgency
            )
            if ending.signal != nil { endStrayPrograms() }
            guard let words = LastWords(ending.output) else {
                let errors = ending.errors.isEmpty ? "" : ": \(ending.errors)"
                throw OperationFailure(
                    kind: .process,
                    message: "the run's process ended without a word\(errors)",
                    isRetryable: false
                )
            }
            let isKilled = ending.signal == SIGKILL
            return (trace(of: run, words, isKilled: isKilled, id), words.basis)
        } catch {
            endStrayPrograms()
            if Task.isCancelled { return (cancelled(run, id), nil) }
            return (RunTrace.refused(run.plan, phase: nil, error), nil)
        }
    }

    /// Programs that were at work have lost who would have ended them.
    private func endStrayPrograms() { StrayProcesses.end(under: surroundings.workspaces) }

    /// What the journal has of a run whose process was ended because the scenario is cancelled.
    private func cancelled(_ run: SessionRun, _ id: String) -> RunTrace {
        let records = records(of: id)
        var trace = RunTrace(run: run.plan.run, events: records.events)
        let phases = RunRestoration(records).phases
        trace.outputs = phases.compactMapValues { $0.commit?.output }
        trace.end(.cancelled, nil, fallbacks: [:])
        trace.storedID = records.isEmpty ? nil : id
        trace.noteEffects(ofRun: id, in: state, run.plan, RunRestoration(records))
        return trace
    }

    private func trace(
        of run: SessionRun,
        _ words: LastWords,
        isKilled: Bool,
        _ id: String
    ) -> RunTrace {
        var trace = words.trace(of: run.plan.run)
        let restoration = RunRestoration(records(of: id))
        let recorded = restoration.phases
        trace.outputs = recorded.compactMapValues { $0.commit?.output }
        let fallbacks = run.plan.phases.compactMap { phase in
            recorded[phase.id]?.isDegraded == true ? phase.fallback.map { (phase.id, $0) } : nil
        }
        trace.end(
            isKilled ? .interrupted : words.status,
            isKilled ? nil : trace.error,
            fallbacks: Dictionary(fallbacks) { first, _ in first }
        )
        trace.storedID = id
        trace.noteEffects(ofRun: id, in: state, run.plan, restoration)
        return trace
    }

    private func records(of id: String) -> [JournalRecord] {
        guard let entries = try? state.journal.entries(of: id),
            let reading = try? JournalCodec.read(entries)
        else { return [] }
        return reading.records
    }
}

extension RunRequest {
    /// The number of the event that is its last, where its death is at an event.
    fileprivate var lastEvent: Int? {
        if case .afterEvents(let count)? = death { count } else { nil }
    }
}

extension RunTrace {
    /// Notes what the agents of a run did that another process executed, and how things stand by its journal.
    fileprivate mutating func noteEffects(
        ofRun id: String,
        in state: ScenarioState,
        _ plan: RunPlan,
        _ restoration: RunRestoration
    ) {
        let read = EffectFolder(ofRun: id, in: state.folder).read(plan.phases.map(\.id))
        unreadEffects = read.unread
        guard !read.acts.isEmpty else { return }
        note(EffectLedger(read.acts), EffectStanding(restoration, status: status))
    }
}
