internal import XML

/// What was measured and judged as JUnit XML: a suite for each scenario.
enum JudgedJUnit {
    /// Writes what a profile asks for, and returns the paths of what was written; missing folders are made. Each file
    /// appears whole or not at all.
    ///
    /// `portable` has a file for each scenario: for several, or where `isFolder` says so, `path` is the folder of those.
    ///
    /// - Throws: `XMLProblem`.
    static func write(
        _ cases: [JudgedCase],
        in frame: JudgedFrame,
        profile: JUnitProfile,
        to path: String,
        isFolder: Bool
    ) throws -> [String] {
        let suites = suites(cases)
        if profile == .portable, suites.count > 1 || (isFolder && !suites.isEmpty) {
            return try writeEach(suites, frame, into: path)
        }
        let path = isFolder ? inside(path, "junit.xml") : path
        try Folder.make(around: path)
        let schema = profile == .rich ? try JUnitSchema.compiled.get() : nil
        try XMLFile.write(to: path, validatedBy: schema) { writer in
            try write(suites, frame, profile, to: &writer)
        }
        return [path]
    }

    /// The document of a profile that has one for all scenarios, in memory.
    ///
    /// - Throws: `XMLProblem`.
    static func bytes(
        _ cases: [JudgedCase],
        in frame: JudgedFrame,
        profile: JUnitProfile
    ) throws(XMLProblem) -> [UInt8] {
        var writer = try XMLStreamWriter(memory: "junit.xml")
        try write(suites(cases), frame, profile, to: &writer)
        try writer.finish()
        return writer.bytes
    }

    private static func write(
        _ suites: [JudgedSuite],
        _ frame: JudgedFrame,
        _ profile: JUnitProfile,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        switch profile {
        case .rich: try RichJudgedJUnit.write(suites, frame, to: &writer)
        case .ant: try AntJudgedJUnit.write(suites, frame, to: &writer)
        case .portable:
            guard let suite = suites.first else { return try PortableJUnit.writeEmpty(to: &writer) }
            try PortableJudgedJUnit.write(suite, frame, to: &writer)
        }
    }

    private static func writeEach(
        _ suites: [JudgedSuite],
        _ frame: JudgedFrame,
        into folder: String
    ) throws -> [String] {
        try Folder.make(folder)
        var names = UniqueNames()
        return try suites.map { suite in
            let name = names.claim(PortableJUnit.fileName(ofClass: suite.name))
            let path = inside(folder, "\(name).xml")
            try XMLFile.write(to: path) { writer in
                try PortableJudgedJUnit.write(suite, frame, to: &writer)
            }
            return path
        }
    }

    private static func inside(_ folder: String, _ name: String) -> String {
        "\(folder.hasSuffix("/") ? folder : folder + "/")\(name)"
    }

    /// The cases of each scenario, in the order of their first ones.
    private static func suites(_ cases: [JudgedCase]) -> [JudgedSuite] {
        var groups: [[JudgedCase]] = []
        var places: [[String]: Int] = [:]
        for judged in cases {
            let key = [judged.file, judged.scenario]
            if let place = places[key] {
                groups[place].append(judged)
            } else {
                places[key] = groups.count
                groups.append([judged])
            }
        }
        var names = UniqueNames()
        return groups.map { group in
            var own = UniqueNames()
            return JudgedSuite(
                name: names.claim(PlainText.oneLine(group.first?.scenario ?? "")),
                file: PlainText.oneLine(group.first?.file ?? ""),
                cases: group.map { (own.claim(PlainText.oneLine($0.name)), $0) }
            )
        }
    }
}
