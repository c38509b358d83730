/// What a live world needs of the machine that it runs on.
package struct LiveEnvironment: Sendable {
    /// Where time comes from.
    package let clock: LiveClock
    /// The wall time since 1970.
    package let wall: @Sendable () -> Duration
    /// A folder of this world's own, in which each run has its workspace.
    package let workspaces: String
    /// The environment that process agents can take declared variables from.
    package let environment: [String: String]
    /// What must never be kept or shown.
    package let secrets: SecretFilter
    /// What simulated latencies are multiplied by.
    package let timeScale: Double
    /// Whether what is cancelled may take its time.
    package var urgency = Urgency()
    /// Whether it is measured what programs take.
    package var measuresPrograms = false

    /// Describes the surroundings.
    package init(
        clock: some Clock<Duration>,
        wall: @escaping @Sendable () -> Duration,
        workspaces: String,
        environment: [String: String],
        secrets: SecretFilter,
        timeScale: Double
    ) {
        self.clock = LiveClock(clock)
        self.wall = wall
        self.workspaces = workspaces
        self.environment = environment
        self.secrets = secrets
        self.timeScale = timeScale
    }
}
