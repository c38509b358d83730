/// A run's workspace when the run is over, as far as somebody asked.
package struct WorkspaceEnding: Sendable, Equatable {
    /// How a program ended that was run in it.
    package enum Verdict: Sendable, Equatable {
        /// With 0.
        case held
        /// Otherwise, or it could not be started.
        case failed(OperationFailure)
    }

    /// The most paths that are listed.
    package static let mostPaths = 20

    /// The content of each file that was asked for and is there, or why it cannot be read; by path.
    package var files: [String: Result<[UInt8], OperationFailure>] = [:]
    /// The paths of the first files that there are, sorted.
    package private(set) var paths: [String] = []
    /// How many files there are.
    package private(set) var count = 0
    /// How programs ended, by their words.
    package var verdicts: [[String]: Verdict] = [:]

    /// An empty workspace of which nobody asked anything.
    package init() {}

    /// Notes which files there are.
    package mutating func note(_ all: [String]) {
        count = all.count
        paths = Array(all.sorted().prefix(Self.mostPaths))
    }

    /// The files that there are, as messages list them.
    package var list: String {
        let more = count > paths.count ? ", and \(count - paths.count) more" : ""
        return "[\(paths.joined(separator: ", "))\(more)]"
    }
}
