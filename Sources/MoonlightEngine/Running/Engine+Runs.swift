internal import Foundation
internal import Runtime
internal import Storage
internal import Workflows

extension Engine {
    /// Executes a new run to its end.
    ///
    /// Whatever happens in the run, its failure included, is in the result. When the task is cancelled the run is, and
    /// can be resumed. `observer` gets every event as it happens, in order; the run waits for it.
    ///
    /// Throws where the run cannot start: the workflow or the id is invalid, or the id is taken.
    @concurrent
    public func run(
        _ workflow: Workflow,
        requirements: String,
        id: String = Engine.newID(),
        observer: (@Sendable (RunEvent) -> Void)? = nil
    ) async throws(EngineError) -> RunResult {
        let run = try plan(workflow, requirements, id, observer)
        let release = try hold(id)
        defer { release() }
        guard try store.run(id) == nil else { throw .knownRun(id) }
        var order = run.order
        let origin = RunOrigin(
            id: id,
            scenario: workflow.name,
            run: id,
            file: "",
            seed: run.plan.seed,
            startedAt: wall().sinceEpoch
        )
        order.journal = store.journal(origin, after: 0)
        return RunResult(await world.run(order), of: run)
    }

    /// Goes on with a run that was interrupted, cancelled or paused, or that failed.
    ///
    /// Committed phases keep their results; the others are executed. A run that is over keeps its result, and nothing
    /// is executed; one that was being undone is undone to the end. Functions cannot be stored, so workflow and requirements have to be those of the run: throws
    /// ``EngineError/mismatch(run:phase:reason:)`` where a committed phase was made by something else.
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
        var order = run.order
        let entries = try restore(run, into: &order)
        if !known.status.isFinal {
            order.recordedEntries = entries
            order.journal = store.journal(known.origin, after: entries)
        }
        return RunResult(await world.run(order), of: run)
    }

    private func plan(
        _ workflow: Workflow,
        _ requirements: String,
        _ id: String,
        _ observer: (@Sendable (RunEvent) -> Void)?
    ) throws(EngineError) -> PlannedRun {
        try PlannedRun(
            workflow,
            requirements: requirements,
            id: id,
            limits: limits,
            wall: wall,
            observer: observer
        )
    }

    /// Becomes the only one that executes the run, until the answer is called.
    private func hold(_ id: String) throws(EngineError) -> () -> Void {
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

    /// Reads the run's journal, holds it against the plan, cuts a torn tail; gives the number of its records.
    private func restore(
        _ run: PlannedRun,
        into order: inout LiveOrder
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
        return reading.wholeEntries
    }
}
