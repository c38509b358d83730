internal import Foundation
internal import Reports

/// GitHub Actions, where the tool runs there: failures are annotations, and results go to the job summary.
struct GitHubActions {
    /// What is printed; `nil` anywhere else.
    static let current =
        GitHubRunner.isThere ? GitHubActions(ProcessInfo.processInfo.environment) : nil

    /// GitHub refuses a summary of more; other steps may have written to it before.
    private static let mostBytes = 1 << 20
    /// What is left free for those who write after us.
    private static let reserve = 4096

    /// Annotations that name files from the root of the repository.
    let annotations: GitHubAnnotations
    /// Turns a path as messages show it into one from the root of the repository, where the file lies in it.
    let path: @Sendable (String) -> String
    private let summary: String?

    private init(_ environment: [String: String]) {
        let paths = RepositoryPaths(root: environment["GITHUB_WORKSPACE"])
        path = { paths.path($0) }
        annotations = GitHubAnnotations(path: path)
        summary = environment["GITHUB_STEP_SUMMARY"].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Writes annotations, to standard error where standard output is a document, and appends to the job summary.
    ///
    /// - Parameter text: Gives the summary within so many bytes; empty where that is too little.
    func report(
        _ commands: [String],
        withDocument isDocument: Bool,
        summary text: (_ limit: Int) -> String
    ) throws {
        if isDocument {
            StandardError.write(commands: commands)
        } else {
            try StandardOutput.write(commands: commands)
        }
        try append(text)
    }

    private func append(_ text: (_ limit: Int) -> String) throws {
        guard let summary else { return }
        let there = FileManager.default.contents(atPath: summary) ?? Data()
        let separator = there.isEmpty ? "" : there.last == UInt8(ascii: "\n") ? "\n" : "\n\n"
        let limit = min(
            SummaryMarkdown.maxBytes,
            Self.mostBytes - Self.reserve - there.count - separator.utf8.count
        )
        let added = limit > 0 ? text(limit) : ""
        guard !added.isEmpty else {
            StandardError.write(
                "moonlight: the job summary is full: \(there.count) bytes are there\n"
            )
            return
        }
        try AtomicFile.append(Array((separator + added).utf8), to: summary)
    }
}
