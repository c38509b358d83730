import Invariants
import Workflows

/// The cache gives a phase only what the phase committed before, in this run or an earlier one.
///
/// A shared cache has results that nobody here saw committed; those that were discarded here must not come back.
enum ReferenceCacheHonesty {
    static func violation(in runs: [ObservedRun]) -> ReferenceViolation? {
        guard runs.contains(where: { $0.events.contains(where: \.isCacheHit) }) else { return nil }
        let beside = RepetitionsBeside(runs)
        var own = CommitLedger()
        var shared = SharedLedger()
        for run in runs {
            let isShared = run.plan.configuration.cacheStore == .shared
            var results = ReferenceResults(run.plan)
            for event in run.events {
                let change = results.note(event.kind)
                if case .taken(let hit) = change,
                    !beside.hold(hit, of: run, at: event.time),
                    let message = isShared ? shared.objection(to: hit) : own.objection(to: hit)
                {
                    return ReferenceViolation(event, message)
                }
                if isShared { shared.note(change) } else { own.note(change) }
            }
        }
        return nil
    }
}

/// What became here of results in a cache that others share: they can have made what nobody here saw.
private struct SharedLedger {
    private var discarded: Set<ReferenceMade> = []
    /// What was kept last under each key.
    private var kept: [Digest: ReferenceMade] = [:]

    /// What is wrong with a hit; `nil` where nothing is.
    func objection(to hit: ReferenceMade) -> String? {
        let taken = "\(hit.phase) takes \(hit.output.short) from the shared cache, which was "
        if discarded.contains(hit) { return taken + "discarded" }
        guard let ours = kept[hit.key], ours.output == hit.output, ours.basis != hit.basis else {
            return nil
        }
        return taken + CommitLedger.narrowness
    }

    mutating func note(_ change: ReferenceResults.Change?) {
        switch change {
        case .made(let made, let isKept):
            discarded.remove(made)
            if isKept { kept[made.key] = made }
        case .restored(let made): discarded.remove(made)
        case .discarded(let made):
            discarded.insert(made)
            kept[made.key] = nil
        case .taken, nil: break
        }
    }
}

/// What was committed so far, run after run.
private struct CommitLedger {
    static let narrowness = "made of other inputs: its narrowed key leaves out what changed"

    private var committed: [ReferenceMade: Int] = [:]
    private var outputs: [PhaseID: Set<Digest>] = [:]

    /// What is wrong with a hit; `nil` where nothing is.
    func objection(to hit: ReferenceMade) -> String? {
        guard (committed[hit] ?? 0) <= 0 else { return nil }
        let taken = "\(hit.phase) takes \(hit.output.short) from the cache, which was "
        guard hit.isNarrowed, outputs[hit.phase]?.contains(hit.output) ?? false else {
            return taken + "never committed"
        }
        return taken + Self.narrowness
    }

    mutating func note(_ change: ReferenceResults.Change?) {
        switch change {
        case .made(let made, _):
            committed[made, default: 0] += 1
            outputs[made.phase, default: []].insert(made.output)
        case .restored(let made):
            // What a process discarded and could not record before it died counts after all.
            committed[made] = max(1, committed[made] ?? 0)
            outputs[made.phase, default: []].insert(made.output)
        case .discarded(let made): committed[made] = max(0, (committed[made] ?? 0) - 1)
        case .taken, nil: break
        }
    }
}

/// What the repetitions of a run made and discarded while others were in progress: one takes what a later one of the
/// list made, or what an earlier one has not discarded yet.
private struct RepetitionsBeside {
    private struct Place: Hashable {
        let run: String
        let batch: Int
        let made: ReferenceMade

        init(_ run: ObservedRun, _ made: ReferenceMade) {
            self.run = run.plan.run.name
            batch = run.batch
            self.made = made
        }
    }

    /// When each result was committed and discarded, counted from the start of the repetition.
    private var commits: [Place: [Duration]] = [:]
    private var discards: [Place: [(time: Duration, repetition: Int)]] = [:]

    init(_ runs: [ObservedRun]) {
        for run in runs where run.plan.run.repetition > 0 {
            var results = ReferenceResults(run.plan)
            for event in run.events {
                switch results.note(event.kind) {
                case .made(let made, _):
                    commits[Place(run, made), default: []].append(event.time)
                case .discarded(let made):
                    let discard = (event.time, run.plan.run.repetition)
                    discards[Place(run, made), default: []].append(discard)
                case .taken, .restored, nil: break
                }
            }
        }
    }

    /// Whether a result was there for a hit, whatever the list of runs says of it before.
    func hold(_ hit: ReferenceMade, of run: ObservedRun, at time: Duration) -> Bool {
        let place = Place(run, hit)
        let discards = discards[place] ?? []
        if let commit = commits[place]?.filter({ $0 <= time }).max() {
            return !discards.contains { commit < $0.time && $0.time < time }
        }
        return discards.contains { $0.repetition != run.plan.run.repetition && $0.time >= time }
    }
}

extension Event {
    fileprivate var isCacheHit: Bool {
        if case .cacheHit = kind { true } else { false }
    }
}
