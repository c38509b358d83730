internal import ArgumentParser

/// The command-line tool: arguments in, exit codes out.
@main
struct Moonlight: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "moonlight",
        abstract: "A test harness and benchmarking toolkit for agent workflows.",
        discussion: """
            Exit codes: 0 everything held, 1 something did not hold, 2 no verdict, 64 wrong usage, 65 invalid \
            input, 66 a file is missing, 70 a fault of our own, 75 infrastructure, 130 interrupted.
            """,
        version: ToolVersion.text,
        subcommands: [
            RunCommand.self, LintCommand.self, ListCommand.self, ShowCommand.self,
            ResumeCommand.self, BenchCommand.self, CompareCommand.self, VerifyCommand.self,
            SpeedCommand.self, InitCommand.self, SchemaCommand.self, ExecutePartCommand.self,
        ]
    )

    static func main() async {
        Interruption.ignoreClosedPipes()
        do {
            try ArgumentBytes.requireUTF8()
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            exit(withError: error)
        }
    }
}
