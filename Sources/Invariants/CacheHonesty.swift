internal import Workflows

/// The cache gives a phase only what the phase committed before, in this run or an earlier one.
///
/// What a shared cache has from other scenarios nobody here saw committed; what was committed here is held against it.
enum CacheHonesty {
    static let summary =
        "a cache hit gives what the same phase committed before on the same inputs, never what was "
        + "discarded"

    static func violation(in runs: [JudgedRun]) -> InvariantViolation? {
        let beside = CommitsBeside(runs)
        var ledger = CommitLedger()
        for run in runs {
            ledger.begin()
            let isShared = run.plan.configuration.cacheStore == .shared
            for event in run.events {
                if case .cacheHit(let phase, let digest, let inputs) = event.kind,
                    !(isShared && ledger.neverSaw(digest, of: phase)),
                    !beside.hold(event, of: run.plan.run),
                    let message = ledger.objection(to: phase, digest, inputs)
                {
                    return InvariantViolation(event, message)
                }
                ledger.note(event.kind)
            }
        }
        return nil
    }
}

/// A result, and what it rests on where its key was narrowed.
private struct Made: Hashable {
    let phase: PhaseID
    let output: Digest
    let inputs: Digest?
}

/// What was committed so far, run after run.
private struct CommitLedger {
    private var committed: [PhaseID: [Digest: Int]] = [:]
    /// What results of narrowed keys really rested on.
    private var rested: Set<Made> = []
    /// The phases of the present run whose next commit is only of what the cache gave.
    private var hits: Set<PhaseID> = []

    /// Turns to another run.
    mutating func begin() { hits = [] }

    /// Whether a result can only come from elsewhere, as those of a shared cache do.
    func neverSaw(_ output: Digest, of phase: PhaseID) -> Bool {
        committed[phase]?[output] == nil
    }

    /// What is wrong with a hit; `nil` where nothing is.
    func objection(to phase: PhaseID, _ output: Digest, _ inputs: Digest?) -> String? {
        guard (committed[phase]?[output] ?? 0) > 0 else {
            return "\(phase) takes \(output.short) from the cache, which was never committed"
        }
        guard inputs != nil,
            !rested.contains(Made(phase: phase, output: output, inputs: inputs))
        else { return nil }
        return "\(phase) takes \(output.short) from the cache, which was made of other inputs: its "
            + "narrowed key leaves out what changed"
    }

    /// Takes up an event; says what it commits that was made by the present run.
    @discardableResult
    mutating func note(_ kind: Event.Kind) -> Made? {
        switch kind {
        case .cacheHit(let phase, _, _): hits.insert(phase)
        case .phaseStarted(let phase), .attemptStarted(let phase, _, _): hits.remove(phase)
        case .phaseCommitted(let phase, let output, let inputs) where !hits.contains(phase):
            let made = Made(phase: phase, output: output, inputs: inputs)
            committed[phase, default: [:]][output, default: 0] += 1
            if inputs != nil { rested.insert(made) }
            return made
        case .phaseRestored(let phase, let output, isFallback: false):
            // What a process discarded and could not record before it died counts after all.
            committed[phase, default: [:]][output] = max(1, committed[phase]?[output] ?? 0)
        case .phaseDiscarded(let phase, let output):
            committed[phase]?[output, default: 1] -= 1
        default: break
        }
        return nil
    }
}

/// What the repetitions of a run made: they can be under way at the same time, so that one takes what a later one of
/// the list made.
private struct CommitsBeside {
    /// The time of the first commit of each result by run, counted from the start of the repetition.
    private var times: [String: [Made: Duration]] = [:]

    init(_ runs: [JudgedRun]) {
        var ledger = CommitLedger()
        for run in runs where run.plan.run.repetition > 0 {
            ledger.begin()
            for event in run.events {
                guard let made = ledger.note(event.kind) else { continue }
                let known = times[run.plan.run.name]?[made] ?? event.time
                times[run.plan.run.name, default: [:]][made] = min(known, event.time)
            }
        }
    }

    /// Whether a hit takes what another repetition had made by then.
    func hold(_ event: Event, of run: Event.Run) -> Bool {
        guard run.repetition > 0,
            case .cacheHit(let phase, let output, let inputs) = event.kind,
            let time = times[run.name]?[Made(phase: phase, output: output, inputs: inputs)]
        else { return false }
        return time <= event.time
    }
}
