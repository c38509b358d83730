import Scenarios
import Suites
import TestSupport
import Testing
import XML

@testable import Reports

@Suite("JUnit files for Ant")
struct AntJUnitTests {
    private let suite = SuiteResult(
        scenarios: SampleSuite.suite.scenarios + NastyScenario.all + [NastyScenario.unnamed]
    )

    @Test("the file is as recorded")
    func golden() throws {
        let written = try WrittenJUnit(SampleSuite.suite, .ant)
        try GoldenFile("Tests/ReportsTests/Golden/ant.xml").expect(
            try #require(try written.contents().first)
        )
    }

    @Test(
        "it is valid by the schemas of Ant's reports and of Jenkins",
        .enabled(
            if: PublishedSchemas.arePresent,
            "expected the published schemas in ../shared/schemas/junit, found none"
        ),
        arguments: ["windyroad-JUnit.xsd", "jenkins-junit-10.xsd"]
    )
    func published(name: String) throws {
        let schema = try PublishedSchemas.schema(name)
        for suite in [suite, SuiteResult(scenarios: [])] {
            let written = try WrittenJUnit(suite, .ant)
            try schema.validate(file: try #require(written.paths.first))
        }
        // Both schemas refuse something, or this proves nothing.
        let rich = try WrittenJUnit(SampleSuite.suite, .rich)
        #expect(throws: XMLProblem.self) {
            try schema.validate(file: try #require(rich.paths.first))
        }
    }

    @Test(
        "suites are numbered, a case has one result at most and nothing else, output ends a suite"
    )
    func shape() throws {
        let document = try WrittenJUnit(suite, .ant).document()
        #expect(document.suites.compactMap { $0["id"] } == document.suites.indices.map(String.init))
        for suite in document.suites {
            #expect(suite.children.suffix(2).map(\.name) == ["system-out", "system-err"])
            #expect(suite.children.first?.name == "properties")
            #expect(suite["timestamp"] == "2026-01-02T03:04:05")
            for testCase in suite.all("testcase") {
                #expect(testCase.children.count <= 1)
                #expect(
                    ["failure", "error", "skipped"].contains(
                        testCase.children.first?.name ?? "error"
                    )
                )
                let name = suite["package"].map { $0.isEmpty ? "" : "\($0)." } ?? ""
                let own = try #require(suite["name"])
                #expect(testCase["classname"] == name + own || own.contains("["))
            }
        }
    }

    @Test("what there is to read about cases, and earlier tries, is in the suite's output")
    func output() throws {
        let document = try WrittenJUnit(SampleSuite.suite, .ant).document()
        let output = document.suites.compactMap { $0.all("system-out").first?.text }
        #expect(output.contains { $0.contains("run cold:\ncold: succeeded") })
        #expect(output.contains { $0.contains("failed on try 1:\n") && $0.contains("1.2s") })
        #expect(document.root.descendants.allSatisfy { $0.name != "flakyFailure" })
    }
}
