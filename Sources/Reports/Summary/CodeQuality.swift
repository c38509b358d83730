internal import Invariants
package import Suites
internal import Workflows

/// What failed in a suite as GitLab's Code Quality report, which merge requests show beside the lines that it names.
///
/// The format is GitLab's: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
package enum CodeQuality {
    /// The name of the file that a pipeline hands to GitLab.
    package static let fileName = "gl-code-quality-report.json"
    private static let maxFailures = 1000
    private static let maxBytes = 1000

    /// The report in UTF-8, the worst failure first; an empty list where nothing failed, from which GitLab learns that
    /// what the target branch has is mended.
    ///
    /// - Parameter path: Turns the path of a file as reports show it into one from the repository's root.
    package static func json(_ suite: SuiteResult, path: (String) -> String) -> [UInt8] {
        var known: [String: Int] = [:]
        var writer = JSONWriter()
        writer.list(SuiteFailure.all(in: suite).prefix(maxFailures)) { writer, failure in
            let content = identity(failure)
            known[content, default: 0] += 1
            let number = known[content, default: 1]
            writer.object { writer in
                writer.member("description", description(failure))
                writer.member("check_name", checkName(failure))
                writer.member("fingerprint", Digest(of: "\(content)\n\(number)").description)
                writer.member("severity", severity(failure.weight))
                writer.key("location")
                writer.object { writer in
                    writer.member("path", path(failure.place.file))
                    writer.key("lines")
                    writer.object { $0.member("begin", failure.place.line ?? 1) }
                }
            }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// What makes it the same finding in two revisions: neither a line nor what was found.
    private static func identity(_ failure: SuiteFailure) -> String {
        [
            failure.scenario.file, failure.scenario.title, failure.group?.first.runName ?? "",
            checkName(failure), FailureShape.of(failure.expected),
        ]
        .joined(separator: "\n")
    }

    private static func checkName(_ failure: SuiteFailure) -> String {
        failure.group?.first.violation ?? failure.weight.name
    }

    private static func description(_ failure: SuiteFailure) -> String {
        let text =
            failure.group == nil
            ? failure.expected : "expected \(failure.expected), found \(failure.found)"
        return PlainText.oneLine("\(failure.title): \(text)", limit: maxBytes)
    }

    private static func severity(_ weight: FailureWeight) -> String {
        switch weight {
        case .doubleEffect: "blocker"
        case .wrongOutput, .lostWork: "critical"
        case .expectation, .breakage: "major"
        case .leak, .report: "minor"
        case .flaky: "info"
        }
    }
}
