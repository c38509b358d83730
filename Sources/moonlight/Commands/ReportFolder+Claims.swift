internal import Benchmarks
internal import Reports
internal import XML

// The reports of verify.
extension ReportFolder {
    /// Writes the JUnit file, and where the folder is named a page and a summary beside it.
    func write(
        _ verdicts: [ClaimVerdict],
        inconclusive: InconclusivePolicy,
        junit: JUnitTarget,
        profile: JUnitProfile,
        surroundings: ReportEnvironment
    ) throws -> Written {
        let scenarios = Set(verdicts.map { [$0.file, $0.scenario] })
        let several = profile == .portable && scenarios.count > 1
        if !path.isEmpty { try AtomicFile.makeFolder(path) }
        var written = try writeJUnit(junit, several: several) { target, isFolder in
            try JUnitReport.write(
                verdicts,
                inconclusive: inconclusive,
                profile: profile,
                to: target,
                isFolder: isFolder,
                surroundings: surroundings
            )
        }
        .written
        guard !path.isEmpty else { return written }
        let page = "\(path)/report.html"
        let document = VerdictPage.bytes(
            verdicts,
            inconclusive: inconclusive,
            command: ToolEnvironment.commandLine,
            surroundings: surroundings
        )
        try AtomicFile.write(document, to: page)
        let summary = "\(path)/summary.md"
        let text = VerdictMarkdown.text(verdicts)
        try AtomicFile.write(Array(text.utf8), to: summary)
        written.paths += [page, summary]
        return written
    }
}
