internal import Foundation

/// GitLab CI, where the tool runs there: what failed is a Code Quality report, too.
enum GitLabRunner {
    /// Paths from the root of the repository; `nil` anywhere else.
    static let paths: RepositoryPaths? = {
        let environment = ProcessInfo.processInfo.environment
        guard environment["GITLAB_CI"] == "true" else { return nil }
        return RepositoryPaths(root: environment["CI_PROJECT_DIR"])
    }()
}
