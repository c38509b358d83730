/// A command around what is measured; what it writes to standard error is shown.
package struct CommandHook: Sendable {
    private let name: String
    private let line: String
    private let environment: [String: String]

    /// The hook of this option.
    package init(_ name: String, _ line: String, _ environment: [String: String]) {
        self.name = name
        self.line = line
        self.environment = environment
    }

    /// Executes it; that it fails ends the measurement.
    @Sendable package func run() async throws {
        let command = ShellCommand(line)
        let execution = CommandExecution(command, environment: environment, showsErrors: true)
        if let failure = try await execution.run().failure {
            throw CommandFailure(
                "\(name): \(line): expected exit 0, found \(failure)",
                isOfMachine: false
            )
        }
    }

    /// Executes it whether or not the task is cancelled: a clean-up is owed once something was set up. It has so long.
    @Sendable package func runInAnyCase() async throws {
        let work = Task.detached { try await run() }
        let limit = Task.detached {
            try await Task.sleep(for: Self.limit)
            work.cancel()
        }
        defer { limit.cancel() }
        try await work.value
    }

    private static let limit = Duration.seconds(60)
}
