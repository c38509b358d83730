internal import ArgumentParser
internal import Exploration
internal import Foundation
internal import Reports
internal import Scenarios

/// Runs a saved failure again, exactly.
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Runs a saved failure again, exactly, and says whether it still fails."
    )

    @Argument(
        help: "A file that explore saved.",
        completion: .file(extensions: ["yaml", "yml"])
    )
    var file: String

    @Flag(name: .shortAndLong, help: "Say nothing; the exit code says whether it still fails.")
    var quiet = false

    @Flag(help: "No colour, even on a terminal.")
    var noColor = false

    func run() async throws {
        try await ExitStatus.mapped {
            let surroundings = ToolEnvironment()
            let scenario = try surroundings.loader.load(file)
            guard let found = scenario.found else {
                StandardError.write(
                    "\(file):1: error: found: expected a failure that explore saved, found none\n"
                )
                throw ExitStatus.invalidInput
            }
            guard scenario.isVirtual else {
                StandardError.write("\(file):1: error: clock: expected virtual, found real\n")
                throw ExitStatus.invalidInput
            }
            let replay = try await Replay(scenario, seed: found.seed)
            if !quiet {
                let style = ConsoleStyle(isColoured: surroundings.isColoured(noColor))
                try StandardOutput.write(
                    ReplayReport.text(
                        replay,
                        of: file,
                        promise: found.violation,
                        recorded: recorded,
                        tool: found.tool == ToolVersion.text ? nil : found.tool,
                        style: style
                    )
                )
            }
            if !replay.violations.isEmpty { throw ExitStatus.failed }
        }
    }

    /// The trace beside the file; `nil` where there is none.
    private var recorded: [UInt8]? {
        let stem = file.hasSuffix(".yaml") ? String(file.dropLast(".yaml".count)) : file
        return FileManager.default.contents(atPath: "\(stem).events.jsonl").map { Array($0) }
    }
}
