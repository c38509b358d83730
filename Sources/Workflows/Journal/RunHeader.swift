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
}
