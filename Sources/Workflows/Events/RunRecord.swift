internal import Quantities

/// What a run's events amount to: the fold that reports and expectations read.
package struct RunRecord: Sendable, Equatable {
    /// The run.
    package private(set) var run: Event.Run
    /// How it ended; `nil` where the last event is missing.
    package private(set) var status: RunStatus?
    /// What ended the run: the first cause, and its phase.
    package private(set) var error: RunError?
    /// The phase whose failure ended the run.
    package private(set) var failedPhase: PhaseID?
    /// The phases of which an attempt was started, failed ones too.
    package private(set) var executed: Set<PhaseID> = []
    /// The phases whose result came from the cache, and that were not executed afterwards.
    package private(set) var cached: Set<PhaseID> = []
    /// The phases that configuration left out.
    package private(set) var skipped: Set<PhaseID> = []
    /// The phases that took their fallback.
    package private(set) var degraded: Set<PhaseID> = []
    /// How often each phase's agent was called, the calls that it made by itself included.
    package private(set) var attempts: [PhaseID: Int] = [:]
    /// The digest of each committed output.
    package private(set) var committed: [PhaseID: Digest] = [:]
    /// From the first event to the last.
    package private(set) var duration = Duration.zero
    /// How many retries were scheduled.
    package private(set) var retries = 0
    /// How often the run rolled back.
    package private(set) var rollbacks = 0
    /// The phases that were undone.
    package private(set) var compensated: Set<PhaseID> = []
    /// The phases whose results a resumed run took from its journal.
    package private(set) var restored: Set<PhaseID> = []
    /// Whether the run was resumed after an interruption.
    package private(set) var isResumed = false
    /// The names of the patterns that were found.
    package private(set) var patterns: Set<String> = []
    /// The phases that took far longer than they used to.
    package private(set) var anomalies: Set<PhaseID> = []
    /// How many look-ups found a result.
    package private(set) var hits = 0
    /// How many look-ups found none.
    package private(set) var misses = 0
    /// How many results had to go to make room for those of this run, as far as its events say.
    package private(set) var evicted = 0
    /// The tokens that all calls used, failed ones too; `nil` where no call said.
    package private(set) var tokens: Int?
    /// What all calls cost, in millionths; `nil` where no call said.
    package private(set) var costMicros: Int?
    /// The most memory that an attempt of each phase had, where that was measured.
    package private(set) var memory: [PhaseID: Int] = [:]
    /// The phases of which an attempt shared its process with others, so that nobody can say whose memory it was.
    package private(set) var sharedMemory: Set<PhaseID> = []
    /// The parts of the key that each phase's last miss named.
    package private(set) var missedBecause: [PhaseID: [String]] = [:]

    /// Folds a run's events.
    package init(run: Event.Run, events: some Sequence<Event>) {
        self.run = run
        for event in events { add(event) }
    }

    /// The kind of the first cause.
    package var cause: String? { error?.failure.kind }

    /// Covers phase and output digest of all committed phases, sorted by phase.
    package var digest: Digest {
        var builder = DigestBuilder("run/1")
        for (phase, digest) in committed.sorted(by: { $0.key < $1.key }) {
            builder.add(phase.name)
            builder.add(digest)
        }
        return builder.digest
    }

    /// The same record without the outputs that its digests may refer to.
    package var settled: RunRecord {
        var settled = self
        settled.committed = committed.mapValues(\.settled)
        return settled
    }

    /// The record of a run to which exactly the same happened in another time.
    package func repeated(by run: Event.Run, within duration: Duration) -> RunRecord {
        var repeated = self
        repeated.run = run
        repeated.duration = duration
        return repeated
    }

    private mutating func add(_ event: Event) {
        duration = max(duration, event.time)
        switch event.kind {
        case .runEnded(let status, let error):
            self.status = status
            self.error = error
        case .phaseEnded(let phase, .failed):
            failedPhase = phase
            committed[phase] = nil
        case .phaseSkipped(let phase):
            skipped.insert(phase)
        case .phaseDegraded(let phase, _, _):
            degraded.insert(phase)
        case .phaseCommitted(let phase, let digest, _):
            committed[phase] = digest
        case .phaseDiscarded(let phase, _):
            committed[phase] = nil
            degraded.remove(phase)
        case .cacheHit(let phase, _, _):
            cached.insert(phase)
            hits += 1
        case .attemptStarted(let phase, _, _):
            executed.insert(phase)
            cached.remove(phase)
            attempts[phase, default: 0] += 1
        case .attemptSucceeded(let phase, _, _, _, let usage):
            add(usage, of: phase)
            add(calls: usage.calls ?? 1, of: phase)
        case .attemptFailed(let phase, _, let failure):
            add(failure.usage, of: phase)
            add(calls: failure.calls, of: phase)
        case .retryScheduled:
            retries += 1
        default: addRare(event)
        }
    }

    private mutating func add(_ usage: Usage, of phase: PhaseID) {
        guard usage != .unknown else { return }
        if let bytes = usage.memoryBytes { memory[phase] = max(memory[phase] ?? 0, bytes) }
        if usage.isMemoryShared { sharedMemory.insert(phase) }
        tokens = Self.sum(tokens, usage.tokens)
        costMicros = Self.sum(costMicros, usage.costMicros)
    }

    /// Each call that an agent made by itself is an attempt; its first is the one that was counted at its start.
    private mutating func add(calls: Int, of phase: PhaseID) {
        guard calls > 1 else { return }
        attempts[phase] = Self.sum(attempts[phase], calls - 1)
    }

    /// What nobody says adds nothing; what is too large for a number stays the largest.
    private static func sum(_ total: Int?, _ amount: Int?) -> Int? {
        guard let amount else { return total }
        return (total ?? 0).addingClamped(amount)
    }

    private mutating func addRare(_ event: Event) {
        switch event.kind {
        // A journal may say a commit first that was on its way to it.
        case .phaseEnded(let phase, let ending) where !ending.counts: committed[phase] = nil
        // What counts of earlier lives is restored, or does not count.
        case .runResumed:
            isResumed = true
            committed.removeAll()
        case .phaseRestored(let phase, let digest, let isFallback):
            restored.insert(phase)
            if isFallback { degraded.insert(phase) } else { committed[phase] = digest }
        case .cacheMissed(let phase, let because):
            misses += 1
            missedBecause[phase] = because
        case .cacheEvicted(_, let count): evicted += count
        case .rolledBack: rollbacks += 1
        case .compensated(let phase, _, nil):
            compensated.insert(phase)
            committed[phase] = nil
        case .patternFound(_, _, let pattern, _): patterns.insert(pattern)
        case .anomalyFound(let phase, _, _): anomalies.insert(phase)
        default: break
        }
    }

    /// By what a run that did not go straight through still succeeded; empty where it did.
    package var recovery: [String] {
        guard status == .succeeded || status == .degraded else { return [] }
        return (isResumed ? ["resume"] : []) + (rollbacks > 0 ? ["rollback"] : [])
    }
}
