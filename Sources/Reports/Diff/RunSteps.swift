package import Workflows

/// What a run did, step by step: the fold of its events over all its executions, a run and its resumes being one.
package struct RunSteps: Sendable, Equatable {
    /// The steps, in the order in which they began.
    package private(set) var steps: [RunStep] = []
    /// The digest of the result of each phase that counts at the end.
    package private(set) var results: [PhaseID: Digest] = [:]
    private var phases: [PhaseID: Progress] = [:]

    /// Where a phase is in its work.
    private struct Progress: Sendable, Equatable {
        var visit = 1
        /// How many steps its visit has.
        var attempts = 0
        var undoings = 0
        /// When its turn began; `nil` between turns.
        var turn: Duration?
        /// How many steps its turn has.
        var stepsOfTurn = 0
        /// A look-up that found a result, which may still be refused.
        var hit: Digest?
        var waitsSince: Duration?
        /// The places of the steps that are not over.
        var call: Int?
        var undoing: Int?
        /// The place of the latest call.
        var latest: Int?
    }

    /// Folds the events of all executions.
    package init(_ events: some Sequence<Event>) {
        for event in events { add(event) }
    }

    private mutating func add(_ event: Event) {
        switch event.kind {
        case .runStarted, .runResumed: interrupt()
        case .phaseStarted(let phase): begin(phase, event.time)
        case .phaseEnded(let phase, let ending): end(phase, ending, event.time)
        case .phaseSkipped(let phase): add(.skipped, of: phase, nil, event.time)
        case .phaseRestored(let phase, let digest, let isFallback):
            results[phase] = digest
            guard phases[phase] == nil else { return }
            add(isFallback ? .degraded : .restored, of: phase, digest, event.time)
        case .phaseDegraded(let phase, let digest, _):
            results[phase] = digest
            add(.degraded, of: phase, digest, event.time)
        case .phaseCommitted(let phase, let digest, _): commit(phase, digest, event.time)
        case .phaseDiscarded(let phase, _):
            results[phase] = nil
            leave(phase)
        case .cacheHit(let phase, let digest, _): phases[phase, default: .init()].hit = digest
        default: addAttempt(event)
        }
    }

    private mutating func addAttempt(_ event: Event) {
        switch event.kind {
        case .attemptStarted(let phase, let number, _): call(phase, number, event.time)
        case .attemptSucceeded(let phase, _, let digest, _, let usage):
            endCall(of: phase, event.time, .succeeded, nil, usage)
            if let latest = phases[phase]?.latest { steps[latest].digest = digest }
        case .attemptFailed(let phase, _, let failure):
            let isCancelled = failure.kind == EngineFailure.cancelled.rawValue
            let outcome = isCancelled ? RunStep.Outcome.cancelled : .failed
            endCall(of: phase, event.time, outcome, failure.kind, failure.usage)
        case .validationFailed(let phase, let number, _): reject(phase, number)
        case .retryScheduled(let phase, _, _, _):
            phases[phase, default: .init()].waitsSince = event.time
        case .compensationStarted(let phase, let number): undo(phase, number, event.time)
        case .compensated(let phase, _, let failure):
            if failure == nil { results[phase] = nil }
            guard let place = phases[phase]?.undoing else { return }
            phases[phase]?.undoing = nil
            steps[place].end = event.time
            steps[place].outcome = failure == nil ? .succeeded : .failed
            steps[place].cause = failure?.kind
        default: break
        }
    }

    /// What was in progress when a process died stays unfinished.
    private mutating func interrupt() {
        for phase in phases.keys {
            phases[phase]?.turn = nil
            phases[phase]?.hit = nil
            phases[phase]?.waitsSince = nil
            phases[phase]?.call = nil
            phases[phase]?.undoing = nil
        }
    }

    private mutating func begin(_ phase: PhaseID, _ time: Duration) {
        phases[phase, default: .init()].turn = time
        phases[phase]?.stepsOfTurn = 0
        phases[phase]?.hit = nil
    }

    private mutating func end(_ phase: PhaseID, _ ending: PhaseEnding, _ time: Duration) {
        if !ending.counts { results[phase] = nil }
        phases[phase, default: .init()].waitsSince = nil
        if phases[phase]?.stepsOfTurn == 0, phases[phase]?.turn != nil {
            add(RunStep.Outcome(ending), of: phase, results[phase], time)
        }
        phases[phase]?.turn = nil
        if ending == .discarded { leave(phase) }
    }

    /// Another visit follows, if one does.
    private mutating func leave(_ phase: PhaseID) {
        phases[phase, default: .init()].visit += 1
        phases[phase]?.attempts = 0
        phases[phase]?.undoings = 0
        phases[phase]?.latest = nil
    }

    private mutating func call(_ phase: PhaseID, _ number: Int, _ time: Duration) {
        let place = append(phase, number: number, start: time)
        if let since = phases[phase]?.waitsSince { steps[place].waited = time - since }
        phases[phase]?.waitsSince = nil
        phases[phase]?.hit = nil
        phases[phase]?.call = place
        phases[phase]?.latest = place
    }

    private mutating func endCall(
        of phase: PhaseID,
        _ time: Duration,
        _ outcome: RunStep.Outcome,
        _ cause: String?,
        _ usage: Usage
    ) {
        guard let place = phases[phase]?.call else { return }
        phases[phase]?.call = nil
        steps[place].end = time
        steps[place].outcome = outcome
        steps[place].cause = cause
        steps[place].tokens = usage.tokens
        steps[place].costMicros = usage.costMicros
    }

    private mutating func reject(_ phase: PhaseID, _ number: Int) {
        guard number > 0 else {
            phases[phase]?.hit = nil
            return
        }
        guard let place = phases[phase]?.latest, steps[place].number == number,
            steps[place].outcome == .succeeded
        else { return }
        steps[place].outcome = .rejected
        steps[place].cause = EngineFailure.validation.rawValue
    }

    /// What was committed can have more files than its agent gave.
    private mutating func commit(_ phase: PhaseID, _ digest: Digest, _ time: Duration) {
        results[phase] = digest
        if phases[phase]?.hit != nil {
            phases[phase]?.hit = nil
            add(.cached, of: phase, digest, time)
        } else if let place = phases[phase]?.latest, steps[place].outcome == .succeeded {
            steps[place].digest = digest
        }
    }

    private mutating func undo(_ phase: PhaseID, _ number: Int, _ time: Duration) {
        var progress = phases[phase, default: .init()]
        progress.undoings += 1
        progress.undoing = steps.count
        let key = RunStep.Key(
            phase: phase,
            role: .undo,
            visit: progress.visit,
            attempt: progress.undoings
        )
        phases[phase] = progress
        steps.append(RunStep(key, number: number, start: time))
    }

    /// A step without a call, from the beginning of its turn, where it has one.
    private mutating func add(
        _ outcome: RunStep.Outcome,
        of phase: PhaseID,
        _ digest: Digest?,
        _ time: Duration
    ) {
        let isFirst = (phases[phase]?.stepsOfTurn ?? 0) == 0
        let place = append(phase, number: 0, start: isFirst ? phases[phase]?.turn ?? time : time)
        steps[place].end = time
        steps[place].outcome = outcome
        steps[place].digest = digest
    }

    /// Appends a step of a phase's own visit; gives its place.
    private mutating func append(_ phase: PhaseID, number: Int, start: Duration) -> Int {
        var progress = phases[phase, default: .init()]
        progress.attempts += 1
        progress.stepsOfTurn += 1
        let key = RunStep.Key(phase: phase, visit: progress.visit, attempt: progress.attempts)
        phases[phase] = progress
        steps.append(RunStep(key, number: number, start: start))
        return steps.count - 1
    }
}

extension RunStep.Outcome {
    /// How a turn without a call ended.
    fileprivate init(_ ending: PhaseEnding) {
        self =
            switch ending {
            case .committed: .succeeded
            case .cached: .cached
            case .degraded: .degraded
            case .failed: .failed
            case .discarded: .discarded
            case .cancelled: .cancelled
            case .paused: .paused
            }
    }
}
