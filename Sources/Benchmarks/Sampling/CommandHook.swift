package import Runtime

/// A command around what is measured; what it writes to standard error is shown.
package struct CommandHook: Sendable {
    private let name: String
    private let line: String
    private let environment: [String: String]
    private let clock: ContinuousClock
    private let grace: Duration
    private let urgency: Urgency

    /// The hook of this option. Where it is cancelled it has its grace, and no time left once the urgency is demanded.
    package init(
        _ name: String,
        _ line: String,
        _ environment: [String: String],
        clock: ContinuousClock,
        grace: Duration = CommandExecution.grace,
        until urgency: Urgency
    ) {
        self.name = name
        self.line = line
        self.environment = environment
        self.clock = clock
        self.grace = grace
        self.urgency = urgency
    }

    /// Executes it; that it fails ends the measurement.
    @Sendable package func run() async throws {
        let execution = CommandExecution(
            ShellCommand(line),
            environment: environment,
            clock: clock,
            showsErrors: true,
            grace: grace,
            until: urgency
        )
        if let failure = try await execution.run().failure {
            throw CommandFailure(
                "\(name): \(line): expected exit 0, found \(failure)",
                isOfMachine: false
            )
        }
    }

    /// Executes it whether or not the task is cancelled: a clean-up is owed once something was set up. It has so long, and
    /// nothing is owed once the urgency is demanded.
    @Sendable package func runInAnyCase() async throws {
        let work = Task.detached { try await run() }
        let limit = Task.detached {
            try await clock.sleep(for: Self.limit)
            work.cancel()
        }
        let place = urgency.whenDemanded { work.cancel() }
        defer {
            limit.cancel()
            urgency.forget(place)
        }
        try await work.value
    }

    private static let limit = Duration.seconds(60)
}
