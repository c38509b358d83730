internal import Shapes
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
            let suite = try await ToolEnvironment().loader.suite(at: paths)
            guard suite.files > 0 else {
                StandardError.write("moonlight: no scenario file found\n")
                throw ExitStatus.missingFile
            }
            // What is noted of several variants is noted once.
            var noted: Set<[String]> = []
            let notes = suite.scenarios.flatMap { scenario in
                scenario.notes.map { (file: scenario.file, text: $0) }
            }.filter { noted.insert([$0.file, $0.text]).inserted }
            try tell(suite.mistakes, notes, files: suite.files)
            try tellGitHub(suite.mistakes, notes, files: suite.files)
            guard suite.mistakes.isEmpty else { throw ExitStatus.invalidInput }
        }
    }

    private func tell(
        _ mistakes: [Problem],
        _ notes: [(file: String, text: String)],
        files: Int
    ) throws {
        let notes = notes.map { "\($0.file): note: \($0.text)" }
        switch format {
        case .json:
            try StandardOutput.write(ProblemReport.json(mistakes, notes: notes, files: files))
        case .text:
            StandardError.write(ProblemReport.text(mistakes))
            for note in notes { StandardError.write("\(note)\n") }
        }
    }

    private func tellGitHub(
        _ mistakes: [Problem],
        _ notes: [(file: String, text: String)],
        files: Int
    ) throws {
        guard let gitHub = GitHubActions.current else { return }
        let lines = gitHub.annotations.lines(mistakes) + gitHub.annotations.lines(notes: notes)
        try gitHub.report(lines, withDocument: format == .json) { limit in
            let text = mistakes.isEmpty ? Self.verdict(files) : ProblemReport.text(mistakes)
            return SummaryMarkdown.text(title: "Scenario files", lines: text, limit: limit)
        }
    }

    private static func verdict(_ files: Int) -> String {
        "\(files) scenario \(files == 1 ? "file" : "files"), no mistakes"
    }
}
