package import Suites
internal import Scenarios
internal import XML

/// A suite as JUnit XML, for CI systems and their kin.
package enum JUnitReport {
    /// Writes a suite and returns the paths of what was written, in order.
    ///
    /// Missing folders are made. `rich` and `ant` write `path`; so does `portable` for a single scenario.
    /// For several, `path` is a folder that gets a file `TEST-<className>.xml` for each. Every file
    /// is read again before it takes its place, and on an error keeps what it held before.
    ///
    /// - Parameter isFolder: Whether `path` is a folder whatever is written: `rich` and `ant` write `junit.xml` into it, and
    ///   `portable` a file for each scenario, be it one.
    /// - Throws: `XMLProblem`.
    package static func write(
        _ suite: SuiteResult,
        profile: JUnitProfile,
        to path: String,
        isFolder: Bool = false,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        try write(
            JUnitSuites(suite, toolVersion: surroundings.toolVersion),
            profile: profile,
            to: path,
            isFolder: isFolder,
            surroundings: surroundings
        )
    }

    /// As above, what is to be written being there already.
    package static func write(
        _ suites: JUnitSuites,
        profile: JUnitProfile,
        to path: String,
        isFolder: Bool,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        try write(
            suites.all,
            profile: profile,
            to: path,
            isFolder: isFolder,
            surroundings: surroundings
        )
    }

    static func write(
        _ suites: [JUnitSuite],
        profile: JUnitProfile,
        to path: String,
        isFolder: Bool,
        surroundings: ReportEnvironment
    ) throws -> [String] {
        switch profile {
        case .rich:
            let path = isFolder ? inside(path, "junit.xml") : path
            try Folder.make(around: path)
            try XMLFile.write(to: path, validatedBy: try JUnitSchema.compiled.get()) { writer in
                try RichJUnit.write(suites, surroundings: surroundings, to: &writer)
            }
            return [path]
        case .ant:
            let path = isFolder ? inside(path, "junit.xml") : path
            try Folder.make(around: path)
            try XMLFile.write(to: path) { writer in
                try AntJUnit.write(suites, surroundings: surroundings, to: &writer)
            }
            return [path]
        case .portable where suites.count > 1 || (isFolder && !suites.isEmpty):
            return try writeEach(suites, into: path)
        case .portable:
            let path = isFolder ? inside(path, "junit.xml") : path
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
            let name = names.claim(PortableJUnit.fileName(ofClass: suite.fileName))
            let path = inside(folder, "\(name).xml")
            try XMLFile.write(to: path) { writer in
                try PortableJUnit.write(suite, to: &writer)
            }
            return path
        }
    }

    private static func inside(_ folder: String, _ name: String) -> String {
        "\(folder.hasSuffix("/") ? folder : folder + "/")\(name)"
    }
}
