internal import Runtime
internal import Storage
internal import Workflows

extension Engine {
    /// Executes a new run to its end.
    ///
    /// Whatever happens in the run, its failure included, is in the result. When the task is cancelled the run is, and
    /// can be resumed. `observer` gets every event as it happens, in order; the run waits for it. Without an `id` the
    /// engine draws one.
    ///
    /// Throws where the run cannot start: the workflow or the id is invalid, or the id is taken.
    @concurrent
    public func run(
        _ workflow: Workflow,
        requirements: String,
        id: String? = nil,
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        let run = try plan(workflow, requirements, id, observer)
        let release = try hold(run.id)
        defer { release() }
        guard try store.run(run.id) == nil else { throw .knownRun(run.id) }
        return await begin(run)
    }

    /// Resumes a run that was interrupted, cancelled or paused, or that failed.
    ///
    /// Committed phases keep their results; the others are executed. A run that is over keeps its result, and nothing
    /// is executed; one that was being undone is undone to the end. Functions cannot be stored, so workflow and
    /// requirements have to be those of the run: throws ``EngineError/mismatch(run:phase:reason:)`` where the requirements
    /// are others, or where a committed phase was made by something else.
    @concurrent
    public func resume(
        _ id: String,
        of workflow: Workflow,
        requirements: String,
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        let run = try plan(workflow, requirements, id, observer)
        let release = try hold(id)
        defer { release() }
        guard let known = try store.run(id) else { throw .unknownRun(id) }
        return try await goOn(run, known)
    }

    /// Resumes the run of this id, or executes a new one where none is known.
    ///
    /// A program that always calls this with the id of its work can die at any time and be started again. Throws
    /// ``EngineError/mismatch(run:phase:reason:)`` where a run of this id is known that was started with other
    /// requirements, whether it committed anything or not.
    @concurrent
    public func runOrResume(
        _ workflow: Workflow,
        requirements: String,
        id: String,
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        let run = try plan(workflow, requirements, id, observer)
        let release = try hold(id)
        defer { release() }
        guard let known = try store.run(id) else { return await begin(run) }
        return try await goOn(run, known)
    }

    /// Starts a new run, which can be watched and cancelled; it goes on whether anybody does or not.
    ///
    /// Throws where the run cannot start: the workflow or the id is invalid, or the id is taken.
    public func start(
        _ workflow: Workflow,
        requirements: String,
        id: String? = nil
    ) throws(EngineError) -> RunHandle {
        let log = RunEventLog()
        let run = try plan(workflow, requirements, id) { log.add($0) }
        let release = try hold(run.id)
        do throws(EngineError) {
            guard try store.run(run.id) == nil else { throw .knownRun(run.id) }
        } catch {
            release()
            throw error
        }
        let task = Task {
            defer {
                release()
                log.end()
            }
            return await begin(run)
        }
        return RunHandle(id: run.id, log: log, task: task)
    }

    private func plan(
        _ workflow: Workflow,
        _ requirements: String,
        _ id: String?,
        _ observer: (@Sendable (RunEvent) -> Void)?
    ) throws(EngineError) -> PlannedRun {
        let id = if let id { id } else { try nextID() }
        if case .virtual(let turns) = world, turns.isOwnTurn { throw .withinAnother(id) }
        return try PlannedRun(
            workflow,
            requirements: requirements,
            id: id,
            seed: seed(of: id),
            limits: limits,
            observer: observer
        )
    }

    /// Becomes the only one that executes the run, until the answer is called.
    private func hold(_ id: String) throws(EngineError) -> @Sendable () -> Void {
        guard active.enter(id) else { throw .underWay(id) }
        do throws(EngineError) {
            let hold = try store.hold(id)
            return { [active] in
                hold.release()
                active.leave(id)
            }
        } catch {
            active.leave(id)
            throw error
        }
    }

    private func begin(_ run: PlannedRun) async -> RunResult {
        let origin = RunOrigin(
            id: run.id,
            scenario: run.workflow.name,
            run: run.id,
            file: "",
            seed: run.plan.seed,
            startedAt: wall()
        )
        var order = order(run)
        order.journal = store.journal(origin, after: 0)
        return await execute(run, order)
    }

    /// Resumes a run that is known, unless its journal is not one of the plan's.
    private func goOn(_ run: PlannedRun, _ known: KnownRun) async throws(EngineError) -> RunResult {
        // Whatever the engine's seed is now, the run goes on drawing from its own.
        let run = run.reseeded(known.origin.seed)
        var order = order(run)
        let entries = try restore(run, into: &order)
        if !known.status.isFinal {
            let recorded = try entries + announceLife(order, of: run.id, after: entries)
            order.recordedEntries = recorded
            order.journal = store.journal(known.origin, after: recorded)
        }
        return await execute(run, order)
    }

    /// Records that another life of a run begins, before faults can act on it: whoever resumes the run next lives another
    /// one and meets other draws, even if this one records nothing more. Gives the number of records.
    private func announceLife(
        _ order: LiveRunRequest,
        of run: String,
        after entries: Int
    ) throws(EngineError) -> Int {
        guard !faults.isEmpty, entries > 0 else { return 0 }
        try store.append(JournalCodec.entry([.lives(order.life)]), to: run, at: entries)
        return 1
    }

    private func order(_ run: PlannedRun) -> LiveRunRequest {
        let isVirtual = if case .virtual = world { true } else { false }
        var order = run.order(waitingFor: isVirtual ? nil : clock)
        order.death = faults.death(of: run.id)
        order.recordsRequirements = true
        order.effects = store.effects(of: run.id)
        return order
    }

    private func execute(_ run: PlannedRun, _ order: LiveRunRequest) async -> RunResult {
        faults.readers.enter(run.id, run.workflow)
        let outcome = await world.run(order)
        faults.readers.leave(run.id)
        if let death = outcome.trace.death {
            faults.note(death, of: run.id)
            world.loseMemory()
        }
        return RunResult(outcome.trace, of: run, took: outcome.took)
    }

    /// Reads the run's journal, holds it against the plan, cuts a torn tail; gives the number of its records.
    private func restore(
        _ run: PlannedRun,
        into order: inout LiveRunRequest
    ) throws(EngineError) -> Int {
        let entries = try store.entries(of: run.id)
        let reading: JournalCodec.Reading
        do throws(JournalCodec.Damage) {
            reading = try JournalCodec.read(entries)
        } catch {
            throw .damaged(run: run.id, reason: "\(error)")
        }
        let restoration = RunRestoration(reading.records, cutBytes: reading.cutBytes)
        if let mismatch = restoration.mismatch(with: run.plan) {
            throw .mismatch(run: run.id, phase: mismatch.phase.name, reason: mismatch.reason)
        }
        if reading.wholeEntries < entries.count {
            try store.cut(run.id, from: reading.wholeEntries)
        }
        order.restoration = restoration
        order.life = restoration.lives + 1
        return reading.wholeEntries
    }
}
