import Suites
import Foundation
import Scenarios
import TestSupport
import Testing
import XML

@testable import Reports

@Suite("JUnit files")
struct JUnitReportTests {
    @Test("a rich file is as recorded")
    func rich() throws {
        let written = try WrittenJUnit(SampleSuite.suite, .rich)
        try GoldenFile("Tests/ReportsTests/Golden/rich.xml").expect(
            try #require(try written.contents().first)
        )
    }

    @Test("cases that are made at the same time are those made one after the other")
    func concurrently() async throws {
        let folder = try TemporaryFolder()
        let surroundings = WrittenJUnit.surroundings
        let paths = try JUnitReport.write(
            await JUnitSuites(
                concurrently: SampleSuite.suite,
                toolVersion: surroundings.toolVersion
            ),
            profile: .rich,
            to: folder.path(of: "junit.xml"),
            isFolder: false,
            surroundings: surroundings
        )
        try GoldenFile("Tests/ReportsTests/Golden/rich.xml").expect(
            try Data(contentsOf: URL(filePath: try #require(paths.first)))
        )
    }

    @Test("portable files are as recorded, one for each scenario in the folder that is named")
    func portable() throws {
        let written = try WrittenJUnit(SampleSuite.suite, .portable, to: "junit")
        let names = written.paths.map { $0.dropFirst(written.folder.path.count) }
        #expect(names.first == "/junit/TEST-Scenarios.hello-world-api.xml")
        #expect(Set(names).count == 6)
        try GoldenFile("Tests/ReportsTests/Golden/portable.xml").expect(written.contents().joined())
    }

    @Test("a single scenario is written to the path itself", arguments: JUnitProfile.allCases)
    func single(profile: JUnitProfile) throws {
        let suite = SuiteResult(scenarios: [SampleSuite.failed])
        let written = try WrittenJUnit(suite, profile)
        #expect(written.paths == ["\(written.folder.path)/out/junit.xml"])
        #expect(try written.document().suites.count == 1)
    }

    @Test(
        "a suite whose faults were left out says how many, and no other does",
        arguments: JUnitProfile.allCases
    )
    func faultsLeftOut(profile: JUnitProfile) throws {
        var scenario = SampleSuite.passed
        scenario.faults = []
        let property = "<property name=\"faults_left_out\" value=\"2\"/>"
        for count in [nil, 2] {
            scenario.faultsLeftOut = count
            let written = try WrittenJUnit(SuiteResult(scenarios: [scenario]), profile)
            let text = String(decoding: try written.contents().joined(), as: UTF8.self)
            #expect(text.contains(property) == (count != nil))
            #expect(text.contains("faults_left_out") == (count != nil))
        }
    }

    @Test("a suite without scenarios is a valid file", arguments: JUnitProfile.allCases)
    func empty(profile: JUnitProfile) throws {
        let written = try WrittenJUnit(SuiteResult(scenarios: []), profile)
        // Ant's root has no counts.
        let document = try written.document()
        let counted = profile == .ant ? document.suites.first : document.root
        #expect(counted?["tests"] == "0")
        #expect(document.cases.isEmpty)
    }

    @Test("counts are those of the cases", arguments: JUnitProfile.allCases)
    func counts(profile: JUnitProfile) throws {
        let written = try WrittenJUnit(SampleSuite.suite, profile)
        var total = 0
        for suite in try written.documents().flatMap(\.suites) {
            let cases = suite.all("testcase")
            total += cases.count
            #expect(suite["tests"] == String(cases.count))
            for (count, result) in [
                ("failures", "failure"), ("errors", "error"), ("skipped", "skipped"),
            ] {
                let found = cases.count { !$0.all(result).isEmpty }
                #expect(suite[count] == String(found), "\(count) of \(suite["name"] ?? "")")
            }
        }
        #expect(total == SampleSuite.suite.cases)
        guard profile == .rich else { return }
        let root = try written.document().root
        #expect(root["tests"] == "17")
        #expect([root["failures"], root["errors"], root["skipped"]] == ["3", "1", "4"])
    }

    @Test("class and name are unique, also where scenarios' are not")
    func unique() throws {
        var double = SampleSuite.passed
        double.runs += [SampleSuite.run("cold", line: 30, double.runs[0].repetitions)]
        let suite = SuiteResult(scenarios: [double, double])
        let rich = try WrittenJUnit(suite, .rich).document()
        let names = rich.cases.map { "\($0["classname"] ?? "") \($0["name"] ?? "")" }
        #expect(Set(names).count == 8)
        #expect(names.contains("Scenarios.hello-world-api run cold"))
        #expect(Set(try WrittenJUnit(suite, .portable, to: "x").paths).count == 2)
    }

    @Test("a class with a slash stays in the folder")
    func slash() throws {
        var scenario = SampleSuite.passed
        scenario.className = "../../evil"
        let suite = SuiteResult(scenarios: [scenario, SampleSuite.failed])
        let written = try WrittenJUnit(suite, .portable, to: "x")
        #expect(written.paths.first == "\(written.folder.path)/x/TEST-.._.._evil.xml")
    }

    @Test(
        "times are plain decimals of at most three places",
        arguments: [
            (0, "0.000"), (999, "0.000"), (1500, "0.001"), (-5, "0.000"),
            (3_723_004_000, "3723.004"), (1_000_000_000_000_000, "1000000000.000"),
        ]
    )
    func time(microseconds: Int, text: String) {
        #expect(JUnitElements.seconds(.microseconds(microseconds)) == text)
    }

    @Test("a folder in the file's place is named, and nothing is written")
    func taken() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("file", "kept")
        let problem = #expect(throws: XMLProblem.self) {
            try JUnitReport.write(
                SampleSuite.suite,
                profile: .rich,
                to: file + "/junit.xml",
                surroundings: WrittenJUnit.surroundings
            )
        }
        #expect(problem?.file == file)
        #expect(try folder.text(of: "file") == "kept")
    }
}
