internal import ArgumentParser
internal import Foundation

/// Writes a first scenario suite into the user's own repository.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a first scenario suite, with files for CI, into a folder."
    )

    @Argument(help: "The folder of your repository.")
    var directory = "."

    /// Where GitLab's part is in a repository that has a pipeline already.
    private static let included = ".gitlab/moonlight.gitlab-ci.yml"

    func run() async throws {
        try await ExitStatus.mapped {
            try NamedPlaces.requireFolder(directory, "DIR")
            let pipelines = FirstPipelines(
                origin: ToolOrigin(executable: Bundle.main.executablePath)
            )
            let hasPipeline = isPresent(".gitlab-ci.yml")
            var files = FirstSuite.files
            files.append(.init(path: ".github/workflows/moonlight.yml", content: pipelines.github))
            files.append(
                .init(
                    path: hasPipeline ? Self.included : ".gitlab-ci.yml",
                    content: pipelines.gitlab
                )
            )
            let present = files.map(\.path).filter(isPresent)
            guard present.isEmpty else {
                let list = present.map { "\(directory)/\($0)" }.joined(separator: ", ")
                StandardError.write("moonlight: \(list) exists already; nothing was written\n")
                throw ExitStatus.wrongUsage
            }
            for file in files { try write(file.content, to: file.path) }
            try ignore(FirstPipelines.ignored)
            try tell(pipelines, includes: hasPipeline)
        }
    }

    private func isPresent(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(directory)/\(path)")
    }

    private func write(_ content: String, to name: String) throws {
        let path = "\(directory)/\(name)"
        try AtomicFile.makeFolder(URL(fileURLWithPath: path).deletingLastPathComponent().path)
        try AtomicFile.write(Array(content.utf8), to: path)
        try StandardOutput.write("wrote \(path)\n")
    }

    /// Adds what `.gitignore` does not have yet; what is there stays.
    private func ignore(_ patterns: [String]) throws {
        let path = "\(directory)/.gitignore"
        guard FileManager.default.fileExists(atPath: path) else {
            try write(patterns.joined(separator: "\n") + "\n", to: ".gitignore")
            return
        }
        guard let old = FileManager.default.contents(atPath: path) else {
            throw WriteFailure(path: path, reason: "it cannot be read")
        }
        let lines = old.split(separator: UInt8(ascii: "\n")).map { line in
            String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespaces)
        }
        let missing = patterns.filter { !lines.contains($0) }
        guard !missing.isEmpty else { return }
        let isWhole = old.isEmpty || old.last == UInt8(ascii: "\n")
        let added = (isWhole ? "" : "\n") + missing.joined(separator: "\n") + "\n"
        try AtomicFile.write([UInt8](old) + Array(added.utf8), to: path)
        try StandardOutput.write("added \(missing.count) lines to \(path)\n")
    }

    private func tell(_ pipelines: FirstPipelines, includes: Bool) throws {
        var lines = ["next: cd \(directory) && moonlight run"]
        if includes { lines.append("GitLab: add  include: \(Self.included)  to .gitlab-ci.yml") }
        if pipelines.origin.repository == nil {
            lines.append(
                "CI: set the variable MOONLIGHT_REPOSITORY to the address that moonlight is cloned from"
            )
        }
        try StandardOutput.write(lines.joined(separator: "\n") + "\n")
    }
}
