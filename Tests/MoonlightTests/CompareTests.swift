import Foundation
import TestSupport
import Testing

@Suite("moonlight compare")
struct CompareTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try bench("before")
        try folder.write("Scenarios/a.yaml", Small.passing.replacing("2s", with: "6s"))
        try bench("after")
    }

    private func bench(_ name: String) throws {
        #expect(try Tool.run(["bench", "--save", name], in: folder.url).code == 0)
    }

    private func compare(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(["compare"] + arguments, in: folder.url)
    }

    @Test("a change below the threshold is none")
    func threshold() throws {
        #expect(try compare("before", "after").code == 1)
        #expect(try compare("before", "after", "--threshold", "100%").code == 1)
        #expect(try compare("before", "before", "--threshold", "5%").code == 0)
        for wrong in ["-1", "x", "200%"] {
            #expect(try compare("before", "after", "--threshold", wrong).code == 64)
        }
    }

    @Test("the phase that got slower is named")
    func blame() throws {
        let outcome = try compare("before", "after")
        #expect(outcome.output.contains("from phase "))
        #expect(outcome.output.contains("+4.000s of +4.000s a run, 100 %"))
    }

    @Test("a series that one side lacks fails with 2, or is passed over")
    func missing() throws {
        try folder.write(
            "Scenarios/b.yaml",
            Small.passing.replacing("passing", with: "other")
        )
        try bench("more")
        #expect(try compare("after", "more").code == 2)
        #expect(try compare("after", "more", "--missing", "skip").code == 0)
        #expect(try compare("after", "more", "--inconclusive", "skip").code == 2)
    }

    @Test("two baselines with nothing in common have no verdict, and that is said")
    func nothing() throws {
        try FileManager.default.removeItem(atPath: folder.path(of: "Scenarios/a.yaml"))
        try folder.write(
            "Scenarios/b.yaml",
            Small.passing.replacing("passing", with: "other")
        )
        try bench("other")
        let outcome = try compare("after", "other", "--missing", "skip")
        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("nothing in common"))
    }

    @Test(
        "the result is written as it was asked for",
        arguments: [
            ("markdown", "# Comparison\n"), ("json", "[{\"name\":"), ("xml", "<?xml"),
            ("junit", "<?xml"), ("text", "name"),
        ]
    )
    func formats(format: String, start: String) throws {
        let outcome = try compare("before", "after", "--format", format)
        #expect(outcome.code == 1)
        #expect(outcome.output.hasPrefix(start))
        #expect(outcome.errors.isEmpty)
    }

    @Test("files are written where they were asked for, and only there")
    func files() throws {
        #expect(try compare("before", "after").code == 1)
        #expect(!FileManager.default.fileExists(atPath: folder.path(of: "out")))
        #expect(try compare("before", "after", "--junit", "out/c.xml").code == 1)
        #expect(try folder.text(of: "out/c.xml").contains("<failure message=\"regressed: "))
        #expect(try compare("before", "after", "--report", "all").code == 1)
        for name in ["comparison.md", "comparison.json", "comparison.xml", "junit.xml"] {
            #expect(try !folder.text(of: "all/\(name)").isEmpty)
        }
        let printed = try compare("before", "after", "--junit", "-")
        #expect(printed.output.hasPrefix("<?xml") && printed.code == 1)
        #expect(try compare("before", "after", "--junit", "-", "--format", "json").code == 64)
        try folder.write("taken", "a file in the way")
        #expect(try compare("before", "after", "--report", "taken").code == 75)
    }

    @Test("a hostile baseline gives 65 with its place")
    func hostile() throws {
        let text = try folder.text(of: "reports/baselines/before.xml")
        for (name, twin) in [
            (
                "laughs",
                text.replacing("?>\n", with: "?>\n<!DOCTYPE baseline [<!ENTITY a 'ha'>]>\n")
            ),
            ("schema", text.replacing("schema=\"1\"", with: "schema=\"2\"")),
            ("root", "<?xml version=\"1.0\"?>\n<junit/>\n"), ("tail", String(text.dropLast(40))),
        ] {
            try folder.write("\(name).xml", twin)
            let outcome = try compare("before", "\(name).xml")
            #expect(outcome.code == 65)
            #expect(outcome.output.isEmpty)
            #expect(outcome.errors.hasPrefix("\(name).xml:"))
        }
    }
}
