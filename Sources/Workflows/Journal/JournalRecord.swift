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
    /// What a phase's next attempt is to be told of those before it.
    case told(PhaseMemory)
}

/// What a phase's next attempt is to be told of those before it.
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

/// Who a recorded run is.
package struct RunHeader: Sendable, Equatable {
    /// The workflow's name.
    package let workflow: String
    /// The run.
    package let run: Event.Run
    /// The seed.
    package let seed: UInt64
    /// The wall time of its start, since 1970.
    package let startedAt: Duration
    /// The phases in the plan's order, each with the places of those that it needs.
    package let phases: [Phase]

    /// A phase's place in the graph.
    package struct Phase: Sendable, Equatable {
        /// The name.
        package let id: PhaseID
        /// The places of the phases that it needs.
        package let needs: [Int]

        /// Describes a phase's place.
        package init(id: PhaseID, needs: [Int]) {
            self.id = id
            self.needs = needs
        }
    }

    /// Describes a run.
    package init(
        workflow: String,
        run: Event.Run,
        seed: UInt64,
        startedAt: Duration,
        phases: [Phase]
    ) {
        self.workflow = workflow
        self.run = run
        self.seed = seed
        self.startedAt = startedAt
        self.phases = phases
    }

    /// Describes the run of a plan.
    package init(_ plan: RunPlan, startedAt: Duration) {
        self.init(
            workflow: plan.workflow,
            run: plan.run,
            seed: plan.seed,
            startedAt: startedAt,
            phases: plan.headerPhases
        )
    }
}

/// A committed result as a journal keeps it.
package struct CommittedPhase: Sendable, Equatable {
    /// The phase.
    package let phase: PhaseID
    /// Everything that the result depends on beside other phases, as it was at the commit.
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
