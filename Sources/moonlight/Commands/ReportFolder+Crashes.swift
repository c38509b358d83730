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
        var isFolder = false
        let target: String
        switch junit {
        case .reports, .output: target = "\(temporary)/junit.xml"
        case .file(let file): target = file
        case .folder(let folder): (target, isFolder) = (folder, true)
        }
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
