internal import XML

/// The portable profile of what was judged: a scenario a file, with nothing that any published schema refuses.
enum PortableJudgedJUnit {
    static func write(
        _ suite: JudgedSuite,
        _ frame: JudgedFrame,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuite")
        try writer.attribute("name", suite.name)
        try JudgedElements.counts(
            suite.cases.count,
            failures: suite.failures,
            skipped: suite.skipped,
            to: &writer
        )
        try writer.attribute("time", JUnitElements.seconds(.zero))
        try JUnitElements.properties(frame.properties, to: &writer)
        for (name, judged) in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", name)
            try writer.attribute("classname", suite.name)
            try writer.attribute("time", JUnitElements.seconds(.zero))
            try JudgedElements.result(of: judged, kind: frame.kind, to: &writer)
            try JudgedElements.output(of: judged, to: &writer)
            try writer.end()
        }
        try writer.end()
    }
}
