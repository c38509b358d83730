import TestSupport
import Testing
import XML

@testable import Reports

@Suite("JUnit files of what was judged")
struct JudgedJUnitTests {
    private static let frame = JudgedFrame(
        kind: "comparison",
        surroundings: WrittenJUnit.surroundings
    )

    private static var cases: [JudgedCase] {
        let text = "ratio 1.2\n\(NastyScenario.text)"
        func judged(_ scenario: String, _ name: String, _ outcome: JudgedCase.Outcome) -> JudgedCase
        {
            JudgedCase(
                scenario: scenario,
                file: "Scenarios/\(scenario).yaml",
                name: name,
                outcome: outcome,
                text: text
            )
        }
        return [
            judged("first", "run cold, duration", .passed),
            judged("first", "run warm, duration", .failed("regressed")),
            judged(NastyScenario.text, "run cold, duration", .skipped(NastyScenario.text)),
        ]
    }

    private func written(
        _ cases: [JudgedCase],
        _ profile: JUnitProfile,
        in folder: TemporaryFolder,
        isFolder: Bool = false
    ) throws -> [String] {
        try JudgedJUnit.write(
            cases,
            in: Self.frame,
            profile: profile,
            to: folder.path(of: isFolder || profile == .portable ? "junit" : "junit.xml"),
            isFolder: isFolder
        )
    }

    @Test("ant has one result a case, and the words of what passed in the suite's output")
    func ant() throws {
        let folder = try TemporaryFolder()
        let paths = try written(Self.cases, .ant, in: folder)
        #expect(paths == [folder.path(of: "junit.xml")])
        let document = try JUnitDocument(file: try #require(paths.first))
        #expect(document.suites.map { $0["id"] } == ["0", "1"])
        let first = try #require(document.suites.first)
        #expect(first["tests"] == "2" && first["failures"] == "1" && first["errors"] == "0")
        let results = document.suites.flatMap { $0.all("testcase").map { $0.children.map(\.name) } }
        #expect(results == [[], ["failure"], ["skipped"]])
        #expect(first.children.suffix(2).map(\.name) == ["system-out", "system-err"])
        let output = try #require(first.all("system-out").first?.text)
        #expect(output.hasPrefix("run cold, duration:\nratio 1.2"))
    }

    @Test("portable has a file for each scenario")
    func portable() throws {
        let folder = try TemporaryFolder()
        let paths = try written(Self.cases, .portable, in: folder)
        #expect(paths.count == 2)
        #expect(paths.first?.hasSuffix("/junit/TEST-first.xml") == true)
        let one = try written(Array(Self.cases.prefix(2)), .portable, in: folder, isFolder: true)
        #expect(one.map { $0.hasSuffix("/junit/TEST-first.xml") } == [true])
    }

    @Test(
        "each profile is valid by the schemas that it is for",
        .enabled(
            if: PublishedSchemas.arePresent,
            "expected the published schemas in ../shared/schemas/junit, found none"
        ),
        arguments: PublishedSchemas.names.map { ($0, JUnitProfile.portable) }
            + [("windyroad-JUnit.xsd", .ant), ("jenkins-junit-10.xsd", .ant)]
    )
    func published(name: String, profile: JUnitProfile) throws {
        let schema = try PublishedSchemas.schema(name)
        for cases in [Self.cases, []] {
            let folder = try TemporaryFolder()
            for path in try written(cases, profile, in: folder) { try schema.validate(file: path) }
        }
    }
}
