package import Workflows

/// A stored run as its timeline shows it.
package struct StoredTimeline: Sendable {
    /// The run's own id.
    package var id: String
    /// The scenario's name.
    package var scenario: String
    /// The run's name in the scenario, with its repeat.
    package var run: String
    /// The scenario's file.
    package var file: String
    /// What all chance of the run derives from.
    package var seed: UInt64
    /// The wall time of the start, since 1970.
    package var startedAt: Duration
    /// How it ended; `interrupted` where it never said.
    package var status: String
    /// What its journal says.
    package var restoration: RunRestoration
    /// What its agents did to the world.
    package var effects: [EffectEntry] = []
    /// What programs said of effects that could not be read.
    package var unreadEffects: [String] = []

    /// Describes a stored run.
    package init(
        id: String,
        scenario: String,
        run: String,
        file: String,
        seed: UInt64,
        startedAt: Duration,
        status: String,
        restoration: RunRestoration
    ) {
        self.id = id
        self.scenario = scenario
        self.run = run
        self.file = file
        self.seed = seed
        self.startedAt = startedAt
        self.status = status
        self.restoration = restoration
    }
}

/// A stored run as a list of runs has it.
package struct ListedRun: Sendable, Equatable {
    /// The run's own id.
    package var id: String
    /// The scenario's name.
    package var scenario: String
    /// The run's name in the scenario, with its repeat.
    package var run: String
    /// How it ended; `nil` where it never said.
    package var status: String?
    /// The wall time of the start, since 1970.
    package var startedAt: Duration
    /// The bytes of its records.
    package var bytes: Int

    /// Describes a stored run.
    package init(
        id: String,
        scenario: String,
        run: String,
        status: String?,
        startedAt: Duration,
        bytes: Int
    ) {
        self.id = id
        self.scenario = scenario
        self.run = run
        self.status = status
        self.startedAt = startedAt
        self.bytes = bytes
    }
}
