internal import XML

/// The ant profile of what was judged: one file, in which a case has one result and nothing else.
enum AntJudgedJUnit {
    static func write(
        _ suites: [JudgedSuite],
        _ frame: JudgedFrame,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuites")
        for (number, suite) in suites.enumerated() {
            try write(suite, number, frame, to: &writer)
        }
        // Who made a document of nothing is said, too.
        let nothing = JudgedSuite(name: "moonlight", file: "", cases: [])
        if suites.isEmpty { try write(nothing, 0, frame, to: &writer) }
        try writer.end()
    }

    private static func write(
        _ suite: JudgedSuite,
        _ number: Int,
        _ frame: JudgedFrame,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuite")
        try writer.attribute("name", suite.name)
        try writer.attribute("package", "")
        try writer.attribute("id", String(number))
        try AntJUnit.attributes(frame.surroundings, .zero, to: &writer)
        try JudgedElements.counts(
            suite.cases.count,
            failures: suite.failures,
            skipped: suite.skipped,
            to: &writer
        )
        try JUnitElements.properties(frame.properties, to: &writer)
        for (name, judged) in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", name)
            try writer.attribute("classname", suite.name)
            try writer.attribute("time", JUnitElements.seconds(.zero))
            try JudgedElements.result(of: judged, kind: frame.kind, to: &writer)
            try writer.end()
        }
        try AntJUnit.end(output: output(of: suite), to: &writer)
    }

    /// What there is to read about cases that passed.
    private static func output(of suite: JudgedSuite) -> String {
        suite.cases.compactMap { name, judged in
            let text = JudgedElements.text(of: judged)
            guard judged.outcome == .passed, !text.isEmpty else { return nil }
            return "\(name):\n\(text)"
        }
        .joined(separator: "\n")
    }
}
