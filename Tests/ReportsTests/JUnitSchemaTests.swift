import Suites
import Foundation
import Scenarios
import TestSupport
import Testing
import XML

@testable import Reports

@Suite("Schemas of JUnit files")
struct JUnitSchemaTests {
    @Test(
        "portable files are valid by every published schema",
        .enabled(
            if: PublishedSchemas.arePresent,
            "expected the published schemas in ../shared/schemas/junit, found none"
        ),
        arguments: PublishedSchemas.names
    )
    func published(name: String) throws {
        let schema = try PublishedSchemas.schema(name)
        let suite = SuiteResult(scenarios: SampleSuite.suite.scenarios + [NastyScenario.failed])
        let written = try WrittenJUnit(suite, .portable, to: "junit")
        for path in written.paths { try schema.validate(file: path) }
        let empty = try WrittenJUnit(SuiteResult(scenarios: []), .portable)
        for path in empty.paths { try schema.validate(file: path) }
    }

    @Test(
        "the rich schema refuses a broken twin",
        arguments: [
            ("<testsuites name=\"moonlight\"", "<testsuites"),
            ("time=\"1.234\"", "time=\"1.2345\""),
            ("time=\"1.234\"", "time=\"1,234\""),
            ("timestamp=\"2026-01-02T03:04:05Z\"", "timestamp=\"yesterday\""),
            ("name=\"run warm\"", "name=\"run cold\""),
            ("name=\"run warm\"", "name=\"warm\""),
            ("tests=\"3\"", "tests=\"-3\""),
            ("line=\"12\"", "line=\"0\""),
            ("hostname=\"builder\"", ""),
            ("type=\"invariant\"", "type=\"\""),
            ("<properties>", "<properties/><properties>"),
            ("</testcase>", "<system-out>again</system-out><system-out>b</system-out></testcase>"),
            ("</testcase>", "<failure message=\"a\" type=\"invariant\"/></testcase>"),
            ("</testcase>", "<rerunFailure>a</rerunFailure></testcase>"),
        ]
    )
    func brokenTwin(part: String, replacement: String) throws {
        let written = try WrittenJUnit(SuiteResult(scenarios: [SampleSuite.failed]), .rich)
        let path = try #require(written.paths.first)
        let schema = try JUnitSchema.compiled.get()
        try schema.validate(file: path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let range = try #require(text.range(of: part))
        try text.replacingCharacters(in: range, with: replacement)
            .write(toFile: path, atomically: true, encoding: .utf8)
        let problem = #expect(throws: XMLProblem.self) { try schema.validate(file: path) }
        #expect(problem?.kind == .invalid)
    }

    @Test("a file that the schema refuses is not left behind")
    func refused() throws {
        let folder = try TemporaryFolder()
        var surroundings = WrittenJUnit.surroundings
        surroundings.timestamp = "03:04"
        #expect(throws: XMLProblem.self) {
            try JUnitReport.write(
                SampleSuite.suite,
                profile: .rich,
                to: folder.path(of: "junit.xml"),
                surroundings: surroundings
            )
        }
        #expect(folder.names().isEmpty)
    }
}
