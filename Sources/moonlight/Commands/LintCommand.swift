internal import ArgumentParser
internal import Reports
internal import Scenarios

/// Checks scenario files without running them.
struct LintCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Checks scenario files without running them."
    )

    @Argument(help: "Scenario files or folders.", completion: .file(extensions: ["yaml", "yml"]))
    var paths: [String] = ["Scenarios"]

    @Option(help: "How the result is written to standard output.")
    var format: OutputFormat = .text

    func run() async throws {
        try await ExitStatus.mapped {
            let suite = try await Surroundings().loader.suite(at: paths)
            guard suite.files > 0 else {
                StandardError.write("moonlight: no scenario file found\n")
                throw ExitStatus.missingFile
            }
            let notes = suite.scenarios.flatMap { scenario in
                scenario.notes.map { "\(scenario.file): note: \($0)" }
            }
            try tell(suite.mistakes, notes, files: suite.files)
            guard suite.mistakes.isEmpty else { throw ExitStatus.invalidInput }
        }
    }

    private func tell(_ mistakes: [Problem], _ notes: [String], files: Int) throws {
        switch format {
        case .json:
            try StandardOutput.write(ProblemReport.json(mistakes, notes: notes, files: files))
        case .text:
            StandardError.write(ProblemReport.text(mistakes))
            for note in notes { StandardError.write("\(note)\n") }
        }
    }
}
