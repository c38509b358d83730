internal import Exploration
internal import Reports

// The reports of crash.
extension ReportFolder {
    /// Writes the JUnit file.
    func write(
        _ results: [CrashResult],
        junit: JUnitTarget,
        profile: JUnitProfile,
        surroundings: ReportEnvironment
    ) throws -> Written {
        var written = Written()
        // There is no folder of reports.
        let (target, isFolder) = place(
            of: junit == .reports ? .output : junit,
            several: false
        )
        let files = try Self.reporting {
            try JUnitReport.write(
                results,
                profile: profile,
                to: target,
                isFolder: isFolder,
                surroundings: surroundings
            )
        }
        if junit == .output {
            written.document = try Self.content(of: target)
        } else {
            written.paths = isFolder ? [target] : files
        }
        return written
    }
}
