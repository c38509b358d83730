/// What a run's events amount to: the fold that reports and expectations read.
package struct RunRecord: Sendable, Equatable {
    /// The run.
    package let run: Event.Run
    /// How it ended; `nil` where the last event is missing.
    package private(set) var status: RunStatus?
    /// The kind of the first cause.
    package private(set) var cause: String?
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
    /// How often each phase's agent was called.
    package private(set) var attempts: [PhaseID: Int] = [:]
    /// The digest of each committed output.
    package private(set) var committed: [PhaseID: Digest] = [:]
    /// From the first event to the last.
    package private(set) var duration = Duration.zero
    /// How many retries were scheduled.
    package private(set) var retries = 0

    /// Folds a run's events.
    package init(run: Event.Run, events: some Sequence<Event>) {
        self.run = run
        for event in events { add(event) }
    }

    /// Covers phase and output digest of all committed phases, sorted by phase.
    package var digest: Digest {
        var builder = DigestBuilder("run/1")
        for (phase, digest) in committed.sorted(by: { $0.key < $1.key }) {
            builder.add(phase.name)
            builder.add(digest)
        }
        return builder.digest
    }

    private mutating func add(_ event: Event) {
        duration = max(duration, event.time)
        switch event.kind {
        case .runEnded(let status, let cause):
            self.status = status
            self.cause = cause
        case .phaseEnded(let phase, let status) where status == "failed":
            failedPhase = phase
        case .phaseSkipped(let phase):
            skipped.insert(phase)
        case .phaseDegraded(let phase, _, _):
            degraded.insert(phase)
        case .phaseCommitted(let phase, let digest):
            committed[phase] = digest
        case .phaseDiscarded(let phase, _):
            committed[phase] = nil
            degraded.remove(phase)
        case .cacheHit(let phase, _):
            cached.insert(phase)
        case .attemptStarted(let phase, _, _):
            executed.insert(phase)
            cached.remove(phase)
            attempts[phase, default: 0] += 1
        case .retryScheduled:
            retries += 1
        default: break
        }
    }
}
