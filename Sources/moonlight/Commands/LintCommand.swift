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
            let loader = Surroundings().loader
            let files = try loader.files(at: paths)
            guard !files.isEmpty else {
                StandardError.write("moonlight: no scenario file found\n")
                throw ExitStatus.missingFile
            }
            var mistakes: [Problem] = []
            for file in files {
                do {
                    _ = try loader.load(file)
                } catch let problems as Problems {
                    mistakes += problems.list
                }
            }
            try tell(mistakes, files: files.count)
            guard mistakes.isEmpty else { throw ExitStatus.invalidInput }
        }
    }

    private func tell(_ mistakes: [Problem], files: Int) throws {
        switch format {
        case .json: try StandardOutput.write(ProblemReport.json(mistakes, files: files))
        case .text:
            StandardError.write(ProblemReport.text(mistakes))
            if mistakes.isEmpty {
                let noun = files == 1 ? "file" : "files"
                try StandardOutput.write("\(files) scenario \(noun), no mistakes\n")
            }
        }
    }
}
