internal import Foundation

/// GitHub's runner, which obeys what a job prints.
enum GitHubRunner {
    /// Whether the tool runs there.
    static let isThere = ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true"
}
