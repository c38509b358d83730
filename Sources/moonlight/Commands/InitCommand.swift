internal import ArgumentParser
internal import Foundation

/// Writes a first scenario suite into the user's own repository.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a first scenario suite, with a CI workflow, into a folder."
    )

    @Argument(help: "The folder of your repository.")
    var directory = "."

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(directory, "DIR")
            let files = FirstSuite.files
            let present = files.map { "\(directory)/\($0.path)" }
                .filter { FileManager.default.fileExists(atPath: $0) }
            guard present.isEmpty else {
                let list = present.joined(separator: ", ")
                StandardError.write("moonlight: \(list) exists already; nothing was written\n")
                throw ExitStatus.wrongUsage
            }
            for file in files {
                let path = "\(directory)/\(file.path)"
                try AtomicFile.makeFolder(
                    URL(fileURLWithPath: path).deletingLastPathComponent().path
                )
                try AtomicFile.write(Array(file.content.utf8), to: path)
                try StandardOutput.write("wrote \(path)\n")
            }
            try StandardOutput.write("next: cd \(directory) && moonlight run\n")
        }
    }
}
