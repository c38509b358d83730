/// One thing that happened in a run. Everything that a person reads is a fold over a run's events.
package struct Event: Sendable, Equatable {
    /// What happened, to whom.
    package enum Kind: Sendable, Equatable {
        /// The run began.
        case runStarted(workflow: String, seed: UInt64)
        /// The run is over.
        case runEnded(status: RunStatus, cause: String?)
        /// The run goes on after an interruption, with this many results from its journal.
        case runResumed(workflow: String, seed: UInt64, restored: Int, cutBytes: Int)
        /// A result that counts since before the run was resumed.
        case phaseRestored(PhaseID, digest: Digest, isFallback: Bool)
        /// A phase's turn came.
        case phaseStarted(PhaseID)
        /// A phase is over: `committed`, `cached`, `degraded`, `failed`, `discarded` or `cancelled`.
        case phaseEnded(PhaseID, status: String)
        /// A phase is left out by configuration.
        case phaseSkipped(PhaseID)
        /// A phase took its fallback.
        case phaseDegraded(PhaseID, digest: Digest, cause: String)
        /// A phase's result counts from here on; `inputs` covers all it rests on where its key was narrowed.
        case phaseCommitted(PhaseID, digest: Digest, inputs: Digest? = nil)
        /// A committed result no longer counts.
        case phaseDiscarded(PhaseID, digest: Digest)
        /// The cache had the result; `inputs` covers all that it should rest on where the key was narrowed.
        case cacheHit(PhaseID, digest: Digest, inputs: Digest? = nil)
        /// The cache did not have it; the parts of the key that differ from the nearest one.
        case cacheMissed(PhaseID, because: [String])
        /// An agent was called.
        case attemptStarted(PhaseID, attempt: Int, truncatedBytes: Int)
        /// An agent answered.
        case attemptSucceeded(PhaseID, attempt: Int, digest: Digest, response: Int?)
        /// A call failed or was called off.
        indirect case attemptFailed(PhaseID, attempt: Int, failure: AgentFailure)
        /// Another attempt follows after a delay.
        case retryScheduled(PhaseID, attempt: Int, delay: Duration, cause: String)
        /// An output did not satisfy a validator.
        indirect case validationFailed(PhaseID, attempt: Int, finding: ValidationFinding)
        /// A review sent work back; its text is kept in the journal, for the line of events it is too long.
        case revisionRequested(PhaseID, revise: PhaseID, revision: Int, review: String)
        /// A fault acted on a call.
        case faultInjected(PhaseID, attempt: Int, fault: String, effect: String)
        /// The same failure came several times in a row.
        case patternFound(PhaseID, attempt: Int, pattern: String, count: Int)
        /// A phase took far longer than it used to.
        case anomalyFound(PhaseID, took: Duration, limit: Duration)
        /// A failure rolled the run back; `to` is the first phase that is executed again.
        indirect case rolledBack(PhaseID, policy: String, to: PhaseID?, failure: AgentFailure)
        /// An agent began to undo a phase.
        case compensationStarted(PhaseID, attempt: Int)
        /// A phase was undone, or could not be.
        indirect case compensated(PhaseID, attempt: Int, failure: AgentFailure?)
        /// Something of the user's ran beside a phase.
        indirect case hookEnded(PhaseID, hook: PhaseHook, failure: AgentFailure?)
    }

    /// Which run this belongs to.
    package struct Run: Sendable, Equatable {
        /// The run's name.
        package let name: String
        /// The number of the repetition, from 1; 0 where the run is not repeated.
        package let repetition: Int

        /// Names a run.
        package init(name: String, repetition: Int = 0) {
            self.name = name
            self.repetition = repetition
        }

        /// The name, with the number of the repetition where there are several.
        package var id: String { repetition == 0 ? name : "\(name)#\(repetition)" }
    }

    /// The place on the run's line, from 1.
    package let sequence: Int
    /// The time since the start of the run.
    package let time: Duration
    /// The run.
    package let run: Run
    /// What happened.
    package let kind: Kind

    /// Records what happened.
    package init(sequence: Int, time: Duration, run: Run, kind: Kind) {
        self.sequence = sequence
        self.time = time
        self.run = run
        self.kind = kind
    }
}
