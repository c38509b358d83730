internal import ArgumentParser
internal import Scenarios

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
            RunCommand.self, LintCommand.self, ListCommand.self, ShowCommand.self, DiffCommand.self,
            ResumeCommand.self, CrashCommand.self, ExploreCommand.self, ReplayCommand.self,
            HistoryCommand.self, BenchCommand.self, CompareCommand.self, VerifyCommand.self,
            SpeedCommand.self, InitCommand.self, SchemaCommand.self, ExecutePartCommand.self,
        ]
    )

    static func main() async {
        Interruption.ignoreClosedPipes()
        let called = command(in: Array(CommandLine.arguments.dropFirst()))
        do {
            try ArgumentBytes.requireUTF8()
            if let refusal = called.flatMap(refusal) { throw refusal }
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            let message = fullMessage(for: error)
            guard exitCode(for: error) == .success, message.contains("USAGE: ") else {
                exit(withError: error)
            }
            await help(message, of: called)
        }
    }

    /// Prints the help of a command; examples are at its end, where a terminal shows them.
    private static func help(_ message: String, of command: String?) async {
        do {
            try await ExitStatus.mapped {
                try StandardOutput.write("\(message)\n\n\(CommandExamples.text(of: command))")
            }
        } catch {
            exit(withError: error)
        }
    }
}
