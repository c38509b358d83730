internal import Suites
internal import Scenarios
internal import XML

/// The rich profile: all scenarios in one file, with all that is known of them.
enum RichJUnit {
    static func write(
        _ suites: [JUnitSuite],
        surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuites")
        try writer.attribute("name", "moonlight")
        try writer.attribute("tests", String(suites.reduce(0) { $0 + $1.cases.count }))
        try writer.attribute("failures", String(suites.reduce(0) { $0 + $1.failures }))
        try writer.attribute("errors", String(suites.reduce(0) { $0 + $1.errors }))
        try writer.attribute("skipped", String(suites.reduce(0) { $0 + $1.skipped }))
        let time = suites.reduce(.zero) { $0 + $1.scenario.wallTime }
        try writer.attribute("time", JUnitElements.seconds(time))
        for suite in suites { try write(suite, surroundings: surroundings, to: &writer) }
        try writer.end()
    }

    private static func write(
        _ suite: JUnitSuite,
        surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let scenario = suite.scenario
        try writer.start("testsuite")
        try writer.attribute("name", PlainText.oneLine(scenario.title))
        try writer.attribute("tests", String(suite.cases.count))
        try writer.attribute("failures", String(suite.failures))
        try writer.attribute("errors", String(suite.errors))
        try writer.attribute("skipped", String(suite.skipped))
        try writer.attribute("time", JUnitElements.seconds(scenario.wallTime))
        try writer.attribute("timestamp", surroundings.timestamp)
        try writer.attribute("hostname", PlainText.oneLine(surroundings.hostname))
        try writer.attribute("file", PlainText.oneLine(scenario.file))
        try JUnitElements.properties(suite.properties, to: &writer)
        for testCase in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", testCase.name)
            try writer.attribute("classname", suite.className)
            try writer.attribute("time", JUnitElements.seconds(testCase.time))
            try writer.attribute("file", testCase.place.file)
            if let line = testCase.place.line { try writer.attribute("line", String(line)) }
            try JUnitElements.content(of: testCase, in: scenario, to: &writer)
            try writer.end()
        }
        try writer.end()
    }
}
