internal import Suites
internal import Shapes
internal import Files
internal import Reports
internal import Scenarios
internal import XML

/// The folder that a run leaves its reports in.
struct ReportFolder {
    /// What was written.
    struct Written {
        /// The paths to tell the user, the JUnit files first.
        var paths: [String] = []
        /// The JUnit file, where it goes to standard output.
        var document: [UInt8]?
    }

    let path: String
    /// A folder for what is written nowhere else.
    let temporary: String

    /// Writes JUnit, page and summary next to the events, on GitLab also what its merge requests read, and removes what
    /// earlier runs wrote and this one did not.
    func write(
        _ suite: SuiteResult,
        cases: JUnitSuites,
        timelines: SuiteTimelines,
        history: Task<SuiteHistory, Never>,
        events: EventFolder?,
        junit: JUnitTarget,
        profile: JUnitProfile,
        surroundings: ReportEnvironment
    ) async throws -> Written {
        try AtomicFile.makeFolder(path)
        // Each takes a while where runs are many.
        async let summary = Array(SummaryMarkdown.text(suite).utf8)
        async let document = SuitePage.bytes(
            suite,
            timelines: timelines,
            history: await history.value,
            command: ToolEnvironment.commandLine,
            surroundings: surroundings
        )
        let several = profile == .portable && suite.scenarios.count > 1
        let files = try writeJUnit(junit, several: several) { target, isFolder in
            try JUnitReport.write(
                cases,
                profile: profile,
                to: target,
                isFolder: isFolder,
                surroundings: surroundings
            )
        }
        var written = files.written
        let folders = [path, "\(path)/junit"] + [files.folder].compactMap(\.self)
        StaleReports.remove(from: folders, except: files.paths)
        // Of a suite whose disk is full no empty file says that nothing happened.
        if !suite.scenarios.contains(where: { $0.infrastructureFailure != nil }) {
            try events?.finish()
        }
        let page = "\(path)/report.html"
        try AtomicFile.write(await document, to: page)
        let summaryFile = "\(path)/summary.md"
        try AtomicFile.write(await summary, to: summaryFile)
        written.paths += (events.map { [$0.path] } ?? []) + [page, summaryFile]
        if let paths = GitLabRunner.paths {
            let quality = "\(path)/\(CodeQuality.fileName)"
            try AtomicFile.write(CodeQuality.json(suite) { paths.path($0) }, to: quality)
            written.paths.append(quality)
        }
        return written
    }

    /// The files of JUnit that were written.
    struct JUnitFiles {
        /// What the user is told of them.
        let written: Written
        /// Their paths.
        let paths: [String]
        /// The folder that they are in, where it is theirs.
        let folder: String?
    }

    /// Writes JUnit where the user wants it; the closure is given the path, and whether the user named it as a folder.
    ///
    /// - Parameter several: Whether there is a file for each scenario.
    func writeJUnit(
        _ junit: JUnitTarget,
        several: Bool = false,
        _ write: (_ path: String, _ isFolder: Bool) throws -> [String]
    ) throws -> JUnitFiles {
        let (target, isFolder) =
            switch junit {
            case .reports: (several ? "\(path)/junit" : "\(path)/junit.xml", false)
            case .file(let file): (file, false)
            case .folder(let folder): (folder, true)
            case .output: ("\(temporary)/junit.xml", false)
            }
        let folder = several || isFolder ? target : nil
        let paths = try Self.reporting { try write(target, isFolder) }
        let written =
            junit == .output
            ? Written(document: try Self.content(of: target))
            : Written(paths: folder.map { [$0] } ?? paths)
        return JUnitFiles(written: written, paths: paths, folder: folder)
    }

    static func content(of path: String) throws -> [UInt8] {
        do throws(RegularFile.Problem) {
            return try RegularFile.read(path)
        } catch {
            throw WriteFailure(path: path, reason: "\(error)")
        }
    }

    /// A file that cannot be written is the machine's fault; one that does not fit our own schema is ours.
    static func reporting(_ write: () throws -> [String]) throws -> [String] {
        do {
            return try write()
        } catch let problem as XMLProblem {
            switch problem.kind {
            // A folder in the way is the machine's fault too; what would hang a writer is that of whoever named it.
            case .notRegularFile where FileStatus(at: problem.file)?.kind != .folder: throw problem
            case .io, .notRegularFile:
                throw WriteFailure(path: problem.file, reason: problem.message)
            default: throw UnreadableReport(problem: "\(problem)")
            }
        }
    }
}

/// A report that we wrote and could not read back.
struct UnreadableReport: Error, CustomStringConvertible {
    let problem: String

    var description: String { "a report could not be read back: \(problem)" }
}
