internal import Scenarios
internal import Suites
internal import XML

/// The ant profile: all scenarios in one file, as Ant's tasks `junit` and `junitreport` write them.
///
/// Windyroad's schema of these files allows a case one result and nothing else, so what there is to read about cases is in
/// the output of their suite. A case that passed on a later try has passed; its earlier tries are in that output, too.
enum AntJUnit {
    static func write(
        _ suites: [JUnitSuite],
        surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuites")
        for (number, suite) in suites.enumerated() {
            try write(suite, number, surroundings, to: &writer)
        }
        if suites.isEmpty { try writeEmpty(surroundings, to: &writer) }
        try writer.end()
    }

    private static func write(
        _ suite: JUnitSuite,
        _ number: Int,
        _ surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let (package, name) = parts(of: suite)
        try writer.start("testsuite")
        try writer.attribute("name", name)
        try writer.attribute("package", package)
        try writer.attribute("id", String(number))
        try attributes(surroundings, suite.scenario.wallTime, to: &writer)
        try writer.attribute("tests", String(suite.cases.count))
        try writer.attribute("failures", String(suite.failures))
        try writer.attribute("errors", String(suite.errors))
        try writer.attribute("skipped", String(suite.skipped))
        try JUnitElements.properties(suite.properties, to: &writer)
        for testCase in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", testCase.name)
            try writer.attribute("classname", suite.className)
            try writer.attribute("time", JUnitElements.seconds(testCase.time))
            try JUnitElements.result(of: testCase, in: suite.scenario, to: &writer)
            try writer.end()
        }
        try end(output: output(of: suite), to: &writer)
    }

    /// A suite of no scenarios, which still says who wrote it.
    private static func writeEmpty(
        _ surroundings: ReportEnvironment,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("testsuite")
        for (name, value) in [("name", "moonlight"), ("package", ""), ("id", "0")] {
            try writer.attribute(name, value)
        }
        try attributes(surroundings, .zero, to: &writer)
        for count in ["tests", "failures", "errors", "skipped"] {
            try writer.attribute(count, "0")
        }
        let tool = "moonlight \(surroundings.toolVersion)"
        try JUnitElements.properties([("tool", tool)], to: &writer)
        try end(output: "", to: &writer)
    }

    /// When and where, and how long it took.
    static func attributes(
        _ surroundings: ReportEnvironment,
        _ time: Duration,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let moment = surroundings.timestamp
        // The schema's times are local ones without a zone; ours are in UTC.
        try writer.attribute(
            "timestamp",
            moment.hasSuffix("Z") ? String(moment.dropLast()) : moment
        )
        try writer.attribute("hostname", PlainText.oneLine(surroundings.hostname))
        try writer.attribute("time", JUnitElements.seconds(time))
    }

    /// The package is what a class's name has before its last dot.
    private static func parts(of suite: JUnitSuite) -> (package: String, name: String) {
        guard let dot = suite.className.lastIndex(of: "."), suite.name.hasPrefix(suite.className)
        else { return ("", suite.name) }
        let package = suite.className[..<dot]
        let name = suite.name.dropFirst(package.count + 1)
        return name.isEmpty ? ("", suite.name) : (String(package), String(name))
    }

    /// What there is to read about the cases, one after another.
    private static func output(of suite: JUnitSuite) -> String {
        suite.cases.flatMap { testCase in
            let tries = testCase.flakes.map { flake in
                "failed on try \(flake.number):\n"
                    + JUnitElements.text(of: flake, in: suite.scenario)
            }
            let texts = ([testCase.output] + tries).filter { !$0.isEmpty }
            return texts.isEmpty ? [] : ["\(testCase.name):"] + texts
        }
        .joined(separator: "\n")
    }

    /// The output that ends a suite.
    static func end(
        output: String,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.element("system-out", text: JUnitElements.cut(output))
        try writer.element("system-err", text: "")
        try writer.end()
    }
}
