package import Runtime
package import Workflows

/// What a runner needs of the machine that it runs on.
package struct SuiteEnvironment: Sendable {
    /// Where real time comes from.
    package let clock: ContinuousClock
    /// A folder for workspaces; each scenario gets its own below it.
    package let workspaces: String
    /// The environment that process agents can take declared variables from.
    package let environment: [String: String]
    /// The wall time since 1970.
    package let wall: @Sendable () -> Duration
    /// Where runs are recorded, and results shared; `nil` where nothing is left behind.
    package var state: ScenarioState?
    /// This program, for runs whose process is to die.
    package var tool: ToolChild?
    /// Whether what is cancelled may take its time.
    package var urgency = Urgency()
    /// Whether it is measured what the programs of runs take.
    package var measuresPrograms = false
    /// Opens what takes the events of the scenario with this number; `nil` where nobody reads them.
    package var events: (@Sendable (_ number: Int) throws -> any EventSink)?
    /// Opens what takes the runs of the scenario with this number, once for each try at it; `nil` where nobody does.
    package var runs: (@Sendable (_ number: Int) throws -> any RunSink)?

    /// Gathers executions for the history; `nil` where they don't count.
    package var history: HistoryRecorder?
    /// Opens what follows the executions of the scenario with this number, once for each try at it; `nil` where nobody
    /// does. Texts are blanked by the function before they are kept.
    package var follow:
        (
            @Sendable (_ number: Int, _ blanked: @escaping @Sendable (String) -> String)
                -> any ExecutionFollower
        )?

    /// Receives what happens in scenarios on a real clock, with the scenario's number; `nil` if nobody watches.
    package var watch: (@Sendable (_ number: Int, Event) -> Void)?

    /// Describes the surroundings.
    package init(
        clock: ContinuousClock,
        wall: @escaping @Sendable () -> Duration,
        workspaces: String,
        environment: [String: String]
    ) {
        self.clock = clock
        self.wall = wall
        self.workspaces = workspaces
        self.environment = environment
    }
}
