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
        // There is no folder of reports.
        try writeJUnit(junit == .reports ? .output : junit) { target, isFolder in
            try JUnitReport.write(
                results,
                profile: profile,
                to: target,
                isFolder: isFolder,
                surroundings: surroundings
            )
        }
        .written
    }
}
