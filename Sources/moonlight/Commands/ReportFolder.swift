internal import Foundation
internal import Reports
internal import Scenarios
internal import Workflows
internal import XML

/// The folder that a run leaves its reports in.
struct ReportFolder {
    let path: String

    /// Writes JUnit, events and summary; returns what was written, the JUnit files first.
    func write(
        _ suite: SuiteResult,
        junit: String?,
        profile: JUnitProfile,
        surroundings: ReportSurroundings
    ) throws -> [String] {
        try AtomicFile.makeFolder(path)
        let several = profile == .portable && suite.scenarios.count > 1
        let target = junit ?? (several ? "\(path)/junit" : "\(path)/junit.xml")
        let files = try junitFiles(suite, profile, to: target, surroundings)
        let events = "\(path)/events"
        try AtomicFile.makeFolder(events)
        var names: Set<String> = []
        for scenario in suite.scenarios {
            let name = fileName(scenario.className, &names)
            try AtomicFile.write(scenario.lines.bytes, to: "\(events)/\(name)")
        }
        try removeStale(in: events, except: names)
        let summary = "\(path)/summary.md"
        try AtomicFile.write(Array(SummaryMarkdown.text(suite).utf8), to: summary)
        return (several ? [target] : files) + [events, summary]
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
            if case .io = problem.kind {
                throw WriteFailure(path: problem.file, reason: problem.message)
            }
            throw UnreadableReport(problem: "\(problem)")
        }
    }

    private func fileName(_ className: String, _ taken: inout Set<String>) -> String {
        let safe = String(
            className.map { $0.isLetter || $0.isNumber || "._-".contains($0) ? $0 : "-" }
        )
        var name = "\(safe.prefix(180)).jsonl"
        var number = 2
        while !taken.insert(name).inserted {
            name = "\(safe.prefix(180))-\(number).jsonl"
            number += 1
        }
        return name
    }

    /// Events of scenarios that are no longer there would be read as results of this run.
    private func removeStale(in folder: String, except names: Set<String>) throws {
        let present = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in present where name.hasSuffix(".jsonl") && !names.contains(name) {
            let path = "\(folder)/\(name)"
            // Only what looks like events of ours: the folder is the user's.
            let start = FileHandle(forReadingAtPath: path)?.readData(ofLength: 9)
            guard start == Data("{\"seq\":1,".utf8) || start?.isEmpty == true else { continue }
            try? FileManager.default.removeItem(atPath: path)
        }
    }
}

/// A report that we wrote and could not read back.
struct UnreadableReport: Error, CustomStringConvertible {
    let problem: String

    var description: String { "a report could not be read back: \(problem)" }
}
