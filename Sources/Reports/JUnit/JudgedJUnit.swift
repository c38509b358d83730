internal import XML

/// What was measured and judged as JUnit XML: a suite for each scenario, of the rich profile.
enum JudgedJUnit {
    /// Writes a file, which appears whole or not at all, and is valid; missing folders are made.
    ///
    /// - Throws: `XMLProblem`.
    static func write(
        _ cases: [JudgedCase],
        kind: String,
        to path: String,
        surroundings: ReportEnvironment
    ) throws {
        try Folder.make(around: path)
        try XMLFile.write(to: path, validatedBy: try JUnitSchema.compiled.get()) { writer in
            try write(cases, kind, surroundings, to: &writer)
        }
    }

    /// The same document in memory.
    ///
    /// - Throws: `XMLProblem`.
    static func bytes(
        _ cases: [JudgedCase],
        kind: String,
        surroundings: ReportEnvironment
    ) throws(XMLProblem) -> [UInt8] {
        var writer = try XMLStreamWriter(memory: "junit.xml")
        try write(cases, kind, surroundings, to: &writer)
        try writer.finish()
        return writer.bytes
    }

    private static func write(
        _ cases: [JudgedCase],
        _ kind: String,
        _ surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuites")
        try counts(cases, name: "moonlight", to: &writer)
        var names = UniqueNames()
        for suite in suites(cases) {
            guard let first = suite.first else { continue }
            let name = PlainText.oneLine(first.scenario)
            try writer.start("testsuite")
            try counts(suite, name: name, to: &writer)
            try writer.attribute("timestamp", surroundings.timestamp)
            try writer.attribute("hostname", PlainText.oneLine(surroundings.hostname))
            try writer.attribute("file", PlainText.oneLine(first.file))
            try JUnitElements.properties(
                [("kind", kind), ("tool", "moonlight \(surroundings.toolVersion)")],
                to: &writer
            )
            let className = names.claim(name)
            var caseNames = UniqueNames()
            for judged in suite {
                let name = caseNames.claim(PlainText.oneLine(judged.name))
                try write(judged, name, className, kind, to: &writer)
            }
            try writer.end()
        }
        try writer.end()
    }

    private static func write(
        _ judged: JudgedCase,
        _ name: String,
        _ className: String,
        _ kind: String,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testcase")
        try writer.attribute("name", name)
        try writer.attribute("classname", className)
        try writer.attribute("time", "0")
        try writer.attribute("file", PlainText.oneLine(judged.file))
        if let line = judged.line { try writer.attribute("line", String(line)) }
        let text = XMLText.cut(
            XMLText.sanitised(PlainText.lines(judged.text).joined(separator: "\n")),
            toBytes: JUnitElements.maxTextBytes
        )
        switch judged.outcome {
        case .passed:
            if !text.isEmpty { try writer.element("system-out", text: text) }
        case .failed(let message):
            let attributes = [("message", line(message)), ("type", kind)]
            try writer.element("failure", attributes: attributes, text: text)
        case .skipped(let reason):
            try writer.element("skipped", attributes: [("message", line(reason))], text: text)
        }
        try writer.end()
    }

    private static func line(_ text: String) -> String { PlainText.oneLine(text, limit: 4096) }

    private static func counts(
        _ cases: [JudgedCase],
        name: String,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.attribute("name", name)
        try writer.attribute("tests", String(cases.count))
        let failed = cases.count { if case .failed = $0.outcome { true } else { false } }
        try writer.attribute("failures", String(failed))
        try writer.attribute("errors", "0")
        let skipped = cases.count { if case .skipped = $0.outcome { true } else { false } }
        try writer.attribute("skipped", String(skipped))
        try writer.attribute("time", "0")
    }

    /// The cases of each scenario, in the order of their first ones.
    private static func suites(_ cases: [JudgedCase]) -> [[JudgedCase]] {
        var suites: [[JudgedCase]] = []
        var places: [[String]: Int] = [:]
        for judged in cases {
            let key = [judged.file, judged.scenario]
            if let place = places[key] {
                suites[place].append(judged)
            } else {
                places[key] = suites.count
                suites.append([judged])
            }
        }
        return suites
    }
}
