internal import Suites
internal import Scenarios
internal import XML

/// The portable profile: a scenario a file, with nothing that any published schema refuses.
enum PortableJUnit {
    static func write(_ suite: JUnitSuite, to writer: inout XMLStreamWriter) throws(XMLProblem) {
        try writer.start("testsuite")
        // Surefire's readers take the suite's name for that of the class.
        try writer.attribute("name", suite.name)
        try writer.attribute("tests", String(suite.cases.count))
        try writer.attribute("failures", String(suite.failures))
        try writer.attribute("errors", String(suite.errors))
        try writer.attribute("skipped", String(suite.skipped))
        try writer.attribute("time", JUnitElements.seconds(suite.scenario.wallTime))
        try JUnitElements.properties(suite.properties, to: &writer)
        for testCase in suite.cases {
            try writer.start("testcase")
            try writer.attribute("name", testCase.name)
            try writer.attribute("classname", suite.className)
            try writer.attribute("time", JUnitElements.seconds(testCase.time))
            try JUnitElements.content(of: testCase, in: suite.scenario, to: &writer)
            try writer.end()
        }
        try writer.end()
    }

    /// A suite of no scenarios.
    static func writeEmpty(to writer: inout XMLStreamWriter) throws(XMLProblem) {
        try writer.start("testsuite")
        try writer.attribute("name", "moonlight")
        for count in ["tests", "failures", "errors", "skipped"] {
            try writer.attribute(count, "0")
        }
        try writer.attribute("time", JUnitElements.seconds(.zero))
        try writer.end()
    }

    /// The file of a class among others: `TEST-Scenarios.cache.ttl.xml`.
    static func fileName(ofClass className: String) -> String {
        var name = ""
        for scalar in className.unicodeScalars {
            guard name.utf8.count < 200 else { break }
            name.unicodeScalars.append(scalar == "/" || scalar == "\\" ? "_" : scalar)
        }
        return "TEST-\(name)"
    }
}
