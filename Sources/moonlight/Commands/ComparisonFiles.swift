internal import Benchmarks
internal import Files
internal import Reports
internal import XML

/// The files that a comparison leaves.
struct ComparisonFiles {
    let rows: [ComparisonRow]
    /// The baselines that were compared.
    let sides: (base: Baseline, candidate: Baseline)
    let policy: ComparisonPolicy
    let profile: JUnitProfile
    let surroundings: ReportEnvironment

    /// Writes the JUnit file that was asked for, and a folder of everything where one was named.
    func write(junit: JUnitTarget, report: String?) throws {
        do {
            if let report { try write(to: report, withJUnit: junit == .reports) }
            switch junit {
            case .reports, .output: break
            case .file(let path): try writeJUnit(to: path)
            case .folder(let folder): try writeJUnit(to: folder, isFolder: true)
            }
        } catch let problem as XMLProblem {
            switch problem.kind {
            case .io: throw WriteFailure(path: problem.file, reason: problem.message)
            default: throw problem
            }
        }
    }

    private func write(to folder: String, withJUnit: Bool) throws {
        try AtomicFile.makeFolder(folder)
        let page = ComparisonPage.bytes(
            rows,
            controls: ControlRatios.all(base: sides.base, candidate: sides.candidate),
            command: ToolEnvironment.commandLine,
            surroundings: surroundings
        )
        let texts = [
            ("report.html", page),
            ("comparison.md", Array(ComparisonMarkdown.text(rows).utf8)),
            ("comparison.json", ComparisonReport.json(rows)),
            ("comparison.xml", try ComparisonXML.bytes(rows)),
        ]
        for (name, bytes) in texts { try AtomicFile.write(bytes, to: Self.inside(folder, name)) }
        guard withJUnit else { return }
        let scenarios = Set(rows.map { [$0.file, $0.scenario] })
        let several = profile == .portable && scenarios.count > 1
        try writeJUnit(to: Self.inside(folder, several ? "junit" : "junit.xml"))
    }

    private func writeJUnit(to path: String, isFolder: Bool = false) throws {
        _ = try ComparisonJUnit.write(
            rows,
            policy: policy,
            profile: profile,
            to: path,
            isFolder: isFolder,
            surroundings: surroundings
        )
    }

    private static func inside(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }
}
