package import Scenarios
internal import XML

/// A suite as JUnit XML, for CI systems and their kin.
package enum JUnitReport {
    /// Writes a suite and returns the paths of what was written, in order.
    ///
    /// Missing folders are made. `rich` writes `path`; so does `portable` for a single scenario.
    /// For several, `path` is a folder that gets a file `TEST-<className>.xml` for each. Every file
    /// is read again before it takes its place, and on an error keeps what it held before.
    ///
    /// - Throws: `XMLProblem`.
    package static func write(
        _ suite: SuiteResult,
        profile: JUnitProfile,
        to path: String,
        surroundings: ReportSurroundings
    ) throws -> [String] {
        let suites = JUnitSuite.all(of: suite, toolVersion: surroundings.toolVersion)
        switch profile {
        case .rich:
            try Folder.make(around: path)
            try XMLFile.write(to: path, validatedBy: try JUnitSchema.compiled.get()) { writer in
                try RichJUnit.write(suites, surroundings: surroundings, to: &writer)
            }
            return [path]
        case .portable where suites.count > 1:
            return try writeEach(suites, into: path)
        case .portable:
            try Folder.make(around: path)
            try XMLFile.write(to: path) { writer in
                guard let suite = suites.first else {
                    return try PortableJUnit.writeEmpty(to: &writer)
                }
                try PortableJUnit.write(suite, to: &writer)
            }
            return [path]
        }
    }

    private static func writeEach(_ suites: [JUnitSuite], into folder: String) throws -> [String] {
        try Folder.make(folder)
        var names = UniqueNames()
        return try suites.map { suite in
            let name = names.claim(PortableJUnit.fileName(ofClass: suite.className))
            let path = "\(folder.hasSuffix("/") ? folder : folder + "/")\(name).xml"
            try XMLFile.write(to: path) { writer in
                try PortableJUnit.write(suite, to: &writer)
            }
            return path
        }
    }
}
