internal import XML

/// The rich profile of what was judged: one file of everything there is to say.
enum RichJudgedJUnit {
    static func write(
        _ suites: [JudgedSuite],
        _ frame: JudgedFrame,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuites")
        try writer.attribute("name", "moonlight")
        try JudgedElements.counts(
            suites.reduce(0) { $0 + $1.cases.count },
            failures: suites.reduce(0) { $0 + $1.failures },
            skipped: suites.reduce(0) { $0 + $1.skipped },
            to: &writer
        )
        try writer.attribute("time", "0")
        for suite in suites { try write(suite, frame, to: &writer) }
        try writer.end()
    }

    private static func write(
        _ suite: JudgedSuite,
        _ frame: JudgedFrame,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        guard let first = suite.cases.first else { return }
        try writer.start("testsuite")
        try writer.attribute("name", PlainText.oneLine(first.judged.scenario))
        try JudgedElements.counts(
            suite.cases.count,
            failures: suite.failures,
            skipped: suite.skipped,
            to: &writer
        )
        try writer.attribute("time", "0")
        try writer.attribute("timestamp", frame.surroundings.timestamp)
        try writer.attribute("hostname", PlainText.oneLine(frame.surroundings.hostname))
        try writer.attribute("file", suite.file)
        try JUnitElements.properties(frame.properties, to: &writer)
        for (name, judged) in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", name)
            try writer.attribute("classname", suite.name)
            try writer.attribute("time", "0")
            try writer.attribute("file", PlainText.oneLine(judged.file))
            if let line = judged.line { try writer.attribute("line", String(line)) }
            try JudgedElements.result(of: judged, kind: frame.kind, to: &writer)
            try JudgedElements.output(of: judged, to: &writer)
            try writer.end()
        }
        try writer.end()
    }
}
