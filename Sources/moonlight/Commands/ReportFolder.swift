internal import Reports
internal import Scenarios
internal import XML

/// The folder that a run leaves its reports in.
struct ReportFolder {
    let path: String

    /// Writes JUnit and summary next to the events; returns what was written, the JUnit files first.
    func write(
        _ suite: SuiteResult,
        events: EventFolder?,
        junit: String?,
        profile: JUnitProfile,
        surroundings: ReportSurroundings
    ) throws -> [String] {
        try AtomicFile.makeFolder(path)
        let several = profile == .portable && suite.scenarios.count > 1
        let target = junit ?? (several ? "\(path)/junit" : "\(path)/junit.xml")
        let files = try junitFiles(suite, profile, to: target, surroundings)
        // Of a suite whose disk is full no empty file says that nothing happened.
        if !suite.scenarios.contains(where: { $0.infrastructureFailure != nil }) {
            try events?.finish()
        }
        let summary = "\(path)/summary.md"
        try AtomicFile.write(Array(SummaryMarkdown.text(suite).utf8), to: summary)
        return (several ? [target] : files) + (events.map { [$0.path] } ?? []) + [summary]
    }

    /// A file that cannot be written is the machine's fault; one that does not fit our own schema is ours.
    private func junitFiles(
        _ suite: SuiteResult,
        _ profile: JUnitProfile,
        to target: String,
        _ surroundings: ReportSurroundings
    ) throws -> [String] {
        do {
            return try JUnitReport.write(
                suite,
                profile: profile,
                to: target,
                surroundings: surroundings
            )
        } catch let problem as XMLProblem {
            if problem.kind == .notRegularFile { throw problem }
            if case .io = problem.kind {
                throw WriteFailure(path: problem.file, reason: problem.message)
            }
            throw UnreadableReport(problem: "\(problem)")
        }
    }
}

/// A report that we wrote and could not read back.
struct UnreadableReport: Error, CustomStringConvertible {
    let problem: String

    var description: String { "a report could not be read back: \(problem)" }
}
