/// One thing that a journal remembers of a run.
package enum JournalRecord: Sendable, Equatable {
    /// Who the run is; the first record.
    case opened(RunHeader)
    /// A result that counts, with its content.
    case committed(CommittedPhase)
    /// Something that happened.
    case event(Event)
    /// What had happened in the scenario before the run began; follows `opened`.
    case rests(ScenarioBasis)
    /// What a phase's next attempt is to be given about those before it.
    case told(PhaseMemory)
    /// What was decided where no event says it; follows the events that led to it.
    case decided(RunDecision)
    /// What the user asked for, where a run may not be asked for anything else; follows `opened`.
    case asked(Digest)
    /// What the agents of a run on a virtual clock did to the world; a later one takes its place.
    case affected(EffectLedger)
    /// Which life of the run begins, counted from 0; said before anything can act on it.
    case lives(Int)
}

/// What a phase's next attempt is to be given about those before it.
package struct PhaseMemory: Sendable, Equatable {
    /// The phase.
    package let phase: PhaseID
    /// The attempts that are not recorded yet.
    package let history: [AgentRequest.PastAttempt]
    /// Why the last one did not do.
    package let feedback: String?

    /// Describes a memory.
    package init(phase: PhaseID, history: [AgentRequest.PastAttempt], feedback: String?) {
        self.phase = phase
        self.history = history
        self.feedback = feedback
    }
}

/// A committed result as a journal keeps it.
package struct CommittedPhase: Sendable, Equatable {
    /// The phase.
    package let phase: PhaseID
    /// Everything that the result depends on in addition to other phases, as it was at the commit.
    package let identity: [CacheKey.Part]
    /// Whether it came from the cache.
    package let isCached: Bool
    /// The output.
    package let output: PhaseOutput

    /// Describes a commit.
    package init(
        phase: PhaseID,
        identity: [CacheKey.Part],
        isCached: Bool,
        output: PhaseOutput
    ) {
        self.phase = phase
        self.identity = identity
        self.isCached = isCached
        self.output = output
    }
}
