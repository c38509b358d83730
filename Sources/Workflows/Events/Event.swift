/// One thing that happened in a run. Everything that a person reads is a fold over a run's events.
package struct Event: Sendable, Equatable {
    /// What happened, to whom.
    package enum Kind: Sendable, Equatable {
        /// The run began.
        case runStarted(workflow: String, seed: UInt64)
        /// The run is over.
        case runEnded(status: RunStatus, error: RunError?)
        /// The run resumes after an interruption, with this many results from its journal.
        case runResumed(workflow: String, seed: UInt64, restored: Int, cutBytes: Int)
        /// A result that counts since before the run was resumed.
        case phaseRestored(PhaseID, digest: Digest, isFallback: Bool)
        /// A phase's turn came.
        case phaseStarted(PhaseID)
        /// A phase is over.
        case phaseEnded(PhaseID, status: PhaseEnding)
        /// A phase is left out by configuration.
        case phaseSkipped(PhaseID)
        /// A phase took its fallback.
        case phaseDegraded(PhaseID, digest: Digest, cause: String)
        /// A phase's result counts from here on; `inputs` covers all it depends on where its key was narrowed.
        case phaseCommitted(PhaseID, digest: Digest, inputs: Digest? = nil)
        /// A committed result no longer counts.
        case phaseDiscarded(PhaseID, digest: Digest)
        /// The cache had the result; `inputs` covers all that it should depend on where the key was narrowed.
        case cacheHit(PhaseID, digest: Digest, inputs: Digest? = nil)
        /// The cache did not have it; the parts of the key that differ from the nearest one.
        case cacheMissed(PhaseID, because: [String])
        /// So many results had to go to make room for the phase's.
        case cacheEvicted(PhaseID, count: Int)
        /// An agent was called.
        case attemptStarted(PhaseID, attempt: Int, truncatedBytes: Int)
        /// An agent answered.
        case attemptSucceeded(
            PhaseID,
            attempt: Int,
            digest: Digest,
            response: Int?,
            usage: Usage = .unknown
        )
        /// A call failed or was cancelled; the failure has its usage.
        indirect case attemptFailed(PhaseID, attempt: Int, failure: OperationFailure)
        /// Another attempt follows after a delay.
        case retryScheduled(PhaseID, attempt: Int, delay: Duration, cause: String)
        /// An output did not satisfy a validator.
        indirect case validationFailed(PhaseID, attempt: Int, finding: ValidationFinding)
        /// A review sent work back; its text is kept in the journal, for the line of events it is too long.
        case revisionRequested(PhaseID, revise: PhaseID, revision: Int, review: String)
        /// A fault acted on a call.
        case faultInjected(PhaseID?, attempt: Int?, fault: String, effect: String)
        /// The same failure came several times in a row.
        case patternFound(PhaseID, attempt: Int, pattern: String, count: Int)
        /// A phase took far longer than it used to.
        case anomalyFound(PhaseID, took: Duration, limit: Duration)
        /// A failure rolled the run back; `to` is the first phase that is executed again.
        indirect case rolledBack(PhaseID, policy: String, to: PhaseID?, failure: OperationFailure)
        /// An agent began to undo a phase.
        case compensationStarted(PhaseID, attempt: Int)
        /// A phase was undone, or could not be.
        indirect case compensated(PhaseID, attempt: Int, failure: OperationFailure?)
        /// A user-supplied hook ran next to a phase.
        indirect case hookEnded(PhaseID, hook: PhaseHook, failure: OperationFailure?)
    }

    /// The place on the run's line, from 1.
    package let sequence: Int
    /// The time since the start of the run.
    package let time: Duration
    /// The run.
    package let run: Run
    /// The place of its phase in the plan; -1 where it concerns none, or where the plan is not known.
    package let place: Int32
    /// The number of the attempt that it concerns; 0 where it concerns none.
    package let attemptNumber: Int32
    /// What names the kind of what happened.
    package let tag: Kind.Tag
    /// How often the work of the phase had been discarded that is called, as its idempotency key says; -1 elsewhere, and
    /// in events that were read again. It is evidence for whoever follows the run, no part of what happened.
    package let discards: Int32
    /// What happened.
    package let kind: Kind

    /// Records what happened.
    package init(
        sequence: Int,
        time: Duration,
        run: Run,
        place: Int32 = -1,
        discards: Int32 = -1,
        kind: Kind
    ) {
        self.discards = discards
        self.sequence = sequence
        self.time = time
        self.run = run
        self.place = place
        self.kind = kind
        tag = kind.tag
        attemptNumber = Int32(clamping: kind.attempt ?? 0)
    }

    /// The same event of which more is known.
    func saying(_ kind: Kind) -> Event {
        Event(
            sequence: sequence,
            time: time,
            run: run,
            place: place,
            discards: discards,
            kind: kind
        )
    }

    /// Whether the same happened; where in a plan to find the phase is no part of it, nor is other evidence.
    package static func == (left: Event, right: Event) -> Bool {
        left.sequence == right.sequence && left.time == right.time && left.run == right.run
            && left.kind == right.kind
    }
}

extension Event.Kind {
    /// What names a kind: the number is the journal's and never changes, the name is that in the line.
    ///
    /// A kind whose layout in the journal changes gets a new number; `EventCodec.swift` still reads the old one.
    package enum Tag: UInt8, Sendable, CaseIterable {
        case runStarted = 1
        case phaseStarted = 3
        case phaseEnded = 4
        case phaseSkipped = 5
        case phaseDegraded = 6
        case phaseCommitted = 7
        case phaseDiscarded = 8
        case cacheHit = 9
        case cacheMissed = 10
        case attemptStarted = 11
        case retryScheduled = 14
        case validationFailed = 15
        case revisionRequested = 16
        case faultInjected = 17
        case patternFound = 18
        case anomalyFound = 19
        case rolledBack = 20
        case compensationStarted = 21
        case compensated = 22
        case hookEnded = 23
        case runResumed = 24
        case phaseRestored = 25
        case runEnded = 26
        case attemptSucceeded = 27
        case attemptFailed = 28
        case cacheEvicted = 29

        /// The name in the line.
        package var name: String {
            switch self {
            case .runStarted: "run_started"
            case .phaseStarted: "phase_started"
            case .phaseEnded: "phase_ended"
            case .phaseSkipped: "phase_skipped"
            case .phaseDegraded: "phase_degraded"
            case .phaseCommitted: "phase_committed"
            case .phaseDiscarded: "phase_discarded"
            case .cacheHit: "cache_hit"
            case .cacheMissed: "cache_missed"
            case .attemptStarted: "attempt_started"
            case .retryScheduled: "retry_scheduled"
            case .validationFailed: "validation_failed"
            case .revisionRequested: "revision_requested"
            case .faultInjected: "fault_injected"
            case .patternFound: "pattern_found"
            case .anomalyFound: "anomaly_found"
            case .rolledBack: "rolled_back"
            case .compensationStarted: "compensation_started"
            case .compensated: "compensated"
            case .hookEnded: "hook_ended"
            case .runResumed: "run_resumed"
            case .phaseRestored: "phase_restored"
            case .runEnded: "run_ended"
            case .attemptSucceeded, .attemptFailed: "attempt_ended"
            case .cacheEvicted: "cache_evicted"
            }
        }
    }

    /// The kind without what it carries.
    package var tag: Tag {
        switch self {
        case .runStarted: .runStarted
        case .runEnded: .runEnded
        case .runResumed: .runResumed
        case .phaseRestored: .phaseRestored
        case .phaseStarted: .phaseStarted
        case .phaseEnded: .phaseEnded
        case .phaseSkipped: .phaseSkipped
        case .phaseDegraded: .phaseDegraded
        case .phaseCommitted: .phaseCommitted
        case .phaseDiscarded: .phaseDiscarded
        case .cacheHit: .cacheHit
        case .cacheMissed: .cacheMissed
        case .cacheEvicted: .cacheEvicted
        case .attemptStarted: .attemptStarted
        case .attemptSucceeded: .attemptSucceeded
        case .attemptFailed: .attemptFailed
        case .retryScheduled: .retryScheduled
        case .validationFailed: .validationFailed
        case .revisionRequested: .revisionRequested
        case .faultInjected: .faultInjected
        case .patternFound: .patternFound
        case .anomalyFound: .anomalyFound
        case .rolledBack: .rolledBack
        case .compensationStarted: .compensationStarted
        case .compensated: .compensated
        case .hookEnded: .hookEnded
        }
    }
}
