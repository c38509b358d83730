internal import Quantities
internal import Workflows

/// The figures of a run as its events amount to them, by an arithmetic of its own: reports print those of `RunRecord`.
struct ReportFold {
    fileprivate struct Phase {
        var starts = 0
        /// The calls that its agent made by itself.
        var ownCalls = 0
        /// Whether a result of the cache is what it did last.
        var isServed = false
        var isSkipped = false
        var isDegraded = false
        var isUndone = false
        var isRestored = false
        var committed: Digest?

        mutating func start() {
            starts += 1
            isServed = false
        }
    }

    private var phases: [PhaseID: Phase] = [:]
    private var duration = Duration.zero
    private var retries = 0
    private var rollbacks = 0
    private var hits = 0
    private var misses = 0
    private var evicted = 0
    private var tokens: [Int] = []
    private var costs: [Int] = []

    /// The first figure that a record has otherwise; `nil` where they agree.
    static func objection(to record: RunRecord, _ events: [Event]) -> String? {
        var fold = ReportFold()
        for event in events {
            if event.time > fold.duration { fold.duration = event.time }
            fold.add(event.kind)
        }
        return fold.agrees(with: record) ? nil : fold.difference(from: record)
    }

    private mutating func add(_ kind: Event.Kind) {
        switch kind {
        case .attemptStarted(let phase, _, _):
            phases[phase, default: Phase()].start()
        case .attemptSucceeded(let phase, _, _, _, let usage):
            add(usage, calls: usage.calls, phase)
        case .attemptFailed(let phase, _, let failure):
            add(failure.usage, calls: failure.calls, phase)
        case .retryScheduled: retries += 1
        case .rolledBack: rollbacks += 1
        case .cacheMissed: misses += 1
        case .cacheEvicted(_, let count): evicted += count
        case .cacheHit(let phase, _, _):
            hits += 1
            phases[phase, default: Phase()].isServed = true
        default: addResult(kind)
        }
    }

    private mutating func addResult(_ kind: Event.Kind) {
        switch kind {
        // What counts of earlier lives is restored, or does not count.
        case .runResumed: for phase in phases.keys { phases[phase]?.committed = nil }
        case .phaseSkipped(let phase): phases[phase, default: Phase()].isSkipped = true
        case .phaseDegraded(let phase, _, _): phases[phase, default: Phase()].isDegraded = true
        case .phaseCommitted(let phase, let digest, _):
            phases[phase, default: Phase()].committed = digest
        case .phaseRestored(let phase, let digest, let isFallback):
            phases[phase, default: Phase()].isRestored = true
            if isFallback {
                phases[phase]?.isDegraded = true
            } else {
                phases[phase]?.committed = digest
            }
        case .phaseDiscarded(let phase, _):
            phases[phase]?.committed = nil
            phases[phase]?.isDegraded = false
        case .phaseEnded(let phase, let ending) where !ending.counts:
            phases[phase]?.committed = nil
        case .compensated(let phase, _, nil):
            phases[phase, default: Phase()].isUndone = true
            phases[phase]?.committed = nil
        default: break
        }
    }

    private mutating func add(_ usage: Usage, calls: Int?, _ phase: PhaseID) {
        if let amount = usage.tokens { tokens.append(amount) }
        if let amount = usage.costMicros { costs.append(amount) }
        let own = max(0, (calls ?? 1) - 1)
        guard own > 0 else { return }
        let known = phases[phase]?.ownCalls ?? 0
        phases[phase, default: Phase()].ownCalls = known.addingClamped(own)
    }

    /// What is too large for a number stays the largest; `nil` of nothing.
    private static func sum(_ amounts: [Int]) -> Int? {
        amounts.isEmpty ? nil : amounts.reduce(0) { $0.addingClamped($1) }
    }
}

extension ReportFold.Phase {
    /// How many of a record's figures are the phase's; `nil` where one of them is another than its own.
    fileprivate func figures(of id: PhaseID, in record: RunRecord) -> Int? {
        let reported = record.attempts[id]
        guard record.executed.contains(id) == (starts > 0),
            record.cached.contains(id) == isServed,
            record.skipped.contains(id) == isSkipped,
            record.degraded.contains(id) == isDegraded,
            record.compensated.contains(id) == isUndone,
            record.restored.contains(id) == isRestored,
            reported ?? 0 == starts.addingClamped(ownCalls),
            record.committed[id] == committed
        else { return nil }
        var count = starts > 0 ? 1 : 0
        if isServed { count += 1 }
        if isSkipped { count += 1 }
        if isDegraded { count += 1 }
        if isUndone { count += 1 }
        if isRestored { count += 1 }
        if reported != nil { count += 1 }
        if committed != nil { count += 1 }
        return count
    }
}

// What a record says otherwise.
extension ReportFold {
    /// Whether a record has the same figures, which nearly all do: found out without looking for words.
    private func agrees(with record: RunRecord) -> Bool {
        guard record.retries == retries, record.rollbacks == rollbacks, record.hits == hits,
            record.misses == misses, record.evicted == evicted, record.duration == duration,
            record.duration >= .zero, record.tokens == Self.sum(tokens),
            record.costMicros == Self.sum(costs)
        else { return false }
        var known = 0
        for (id, phase) in phases {
            guard let count = phase.figures(of: id, in: record) else { return false }
            known += count
        }
        // Of a phase that no event names nothing is reported.
        return known == record.executed.count + record.cached.count + record.skipped.count
            + record.degraded.count + record.compensated.count + record.restored.count
            + record.attempts.count + record.committed.count
    }

    private func difference(from record: RunRecord) -> String? {
        difference(ofSets: record) ?? difference(ofNumbers: record)
            ?? difference(ofPhases: record)
    }

    private func difference(ofSets record: RunRecord) -> String? {
        let sets: [(String, Set<PhaseID>, (Phase) -> Bool)] = [
            ("executed", record.executed, { $0.starts > 0 }),
            ("cached", record.cached, { $0.isServed }),
            ("skipped", record.skipped, { $0.isSkipped }),
            ("degraded", record.degraded, { $0.isDegraded }),
            ("compensated", record.compensated, { $0.isUndone }),
            ("restored", record.restored, { $0.isRestored }),
        ]
        for (name, reported, holds) in sets {
            let folded = Set(phases.filter { holds($0.value) }.keys)
            guard let phase = reported.symmetricDifference(folded).min() else { continue }
            return reported.contains(phase)
                ? "\(phase) is reported as \(name), and no event says so"
                : "\(phase) is not reported as \(name), its events say so"
        }
        return nil
    }

    private func difference(ofNumbers record: RunRecord) -> String? {
        let numbers: [(String, Int?, Int?)] = [
            ("retries", record.retries, retries), ("rollbacks", record.rollbacks, rollbacks),
            ("hits", record.hits, hits), ("misses", record.misses, misses),
            ("evictions", record.evicted, evicted),
            ("tokens", record.tokens, Self.sum(tokens)),
            ("millionths of cost", record.costMicros, Self.sum(costs)),
        ]
        for (name, reported, folded) in numbers where reported != folded {
            func words(_ number: Int?) -> String { number.map { String($0) } ?? "no" }
            return "\(words(reported)) \(name) are reported, the events amount to \(words(folded))"
        }
        if record.duration < .zero { return "the run is reported with a negative duration" }
        guard record.duration != duration else { return nil }
        return "the run is reported with \(DurationText.text(record.duration)), its events last "
            + DurationText.text(duration)
    }

    private func difference(ofPhases record: RunRecord) -> String? {
        for phase in Set(phases.keys).union(record.attempts.keys).union(record.committed.keys)
            .sorted()
        {
            let folded = phases[phase] ?? Phase()
            let attempts = Self.sum([folded.starts, folded.ownCalls]) ?? 0
            if record.attempts[phase] ?? 0 != attempts {
                return
                    "\(phase) is reported with \(record.attempts[phase] ?? 0) attempts, its events "
                    + "amount to \(attempts)"
            }
            if record.committed[phase] != folded.committed {
                return
                    "\(phase) is reported with \(record.committed[phase]?.short ?? "no output"), "
                    + "its events say \(folded.committed?.short ?? "no output")"
            }
        }
        return nil
    }
}

/// The ledger that reports print, as the acts of agents amount to it: counted by name, apart from the ledger's own fold.
enum EffectFigures {
    /// The first figure that does not follow from the acts.
    static func objection(to entries: [EffectEntry], _ acts: [EffectAct]) -> String? {
        if entries.isEmpty, acts.isEmpty { return nil }
        let names = Set(entries.map(\.name)).union(acts.map(\.effect.name)).sorted()
        for name in names {
            let own = entries.filter { $0.name == name }
            let done = acts.count { $0.effect.name == name && !$0.isUndo }
            let told = own.reduce(0) { $0 + $1.applied + $1.repeated }
            if told != done {
                return "\(name) is reported as asked for \(told) times, agents asked \(done) times"
            }
            let isUndone = acts.contains { $0.effect.name == name && $0.isUndo }
            if !isUndone, own.contains(where: { $0.undone > 0 }) {
                return "\(name) is reported as undone, and nobody undid it"
            }
            if let entry = own.first(where: { $0.key != nil && $0.isIdempotent && $0.applied != 1 })
            {
                return "\(name) is reported as applied \(entry.applied) times under one key"
            }
        }
        return nil
    }
}
