import Foundation
import TestSupport
import Testing

@Suite("Files of reports", .timeLimit(.minutes(3)))
struct ReportFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("Scenarios/b.yaml", Small.passing)
    }

    @Test("an earlier run's files are removed where this run doesn't write them, and nobody else's")
    func stale() throws {
        try folder.write("reports/junit/TEST-other.xml", "<testsuite name=\"other\" tests=\"1\"/>")
        try folder.write("reports/notes.md", "mine")
        #expect(try Tool.run(["run", "--junit-profile", "portable"], in: folder.url).code == 0)
        #expect(folder.has("reports/junit/TEST-Scenarios.a.xml"))
        #expect(folder.has("reports/junit/TEST-Scenarios.b.xml"))
        try FileManager.default.createSymbolicLink(
            atPath: folder.url.path + "/reports/junit/TEST-link.xml",
            withDestinationPath: "TEST-Scenarios.a.xml"
        )
        #expect(try Tool.run(["run", "Scenarios/a.yaml"], in: folder.url).code == 0)
        #expect(folder.has("reports/junit.xml"))
        let left = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.path + "/reports/junit"
        )
        #expect(left.sorted() == ["TEST-link.xml", "TEST-other.xml"])
        #expect(folder.has("reports/notes.md"))
        let elsewhere = ["run", "--junit", "mine.xml", "Scenarios/a.yaml"]
        #expect(try Tool.run(elsewhere, in: folder.url).code == 0)
        #expect(!folder.has("reports/junit.xml"))
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        // A file that the user named is left alone.
        #expect(folder.has("mine.xml"))
    }

    @Test(
        "a name with a slash at its end, and a folder that is there, are folders",
        arguments: ["rich", "portable"]
    )
    func folders(profile: String) throws {
        try folder.write("there/keep", "")
        for target in ["new/", "there"] {
            let arguments = [
                "run", "Scenarios/a.yaml", "--junit-profile", profile, "--junit", target,
            ]
            let outcome = try Tool.run(arguments, in: folder.url)
            #expect(outcome.code == 0, "\(outcome.errors)")
            let file = profile == "rich" ? "junit.xml" : "TEST-Scenarios.a.xml"
            #expect(folder.has("\(target)/\(file)"))
            #expect(outcome.output.contains("reports: \(target)"))
        }
    }

    @Test("- is standard output, with the text for people on standard error")
    func output() throws {
        let outcome = try Tool.run(["run", "--junit", "-"], in: folder.url)
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("<?xml version=\"1.0\""))
        #expect(outcome.output.hasSuffix("</testsuites>\n"))
        #expect(outcome.errors.contains("2 passed"))
        #expect(!folder.has("-"))
        #expect(!folder.has("reports/junit.xml"))
        let single = ["run", "Scenarios/a.yaml", "--junit", "-", "--junit-profile", "portable"]
        let temporary = folder.url(of: "tmp")
        try folder.write("tmp/keep", "")
        let portable = try Tool.run(
            single,
            in: folder.url,
            environment: ["TMPDIR": temporary.path]
        )
        #expect(portable.output.contains("<testsuite name=\"Scenarios.a\""))
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path) == ["keep"])
    }

    @Test(
        "two documents have no room on one stream",
        arguments: [["--format", "json"], ["--junit-profile", "portable"]]
    )
    func documents(arguments: [String]) throws {
        let outcome = try Tool.run(["run", "--junit", "-"] + arguments, in: folder.url)
        #expect(outcome.code == 64)
        #expect(outcome.errors.contains("--junit -: "))
        #expect(!folder.has("reports"))
    }

    @Test(
        "reports are there before anything is printed, and what cannot be written keeps nothing from being reported"
    )
    func order() throws {
        try folder.write("reports/junit.xml/x", "a folder in the way")
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 75)
        #expect(outcome.output.contains("2 passed"))
        #expect(outcome.errors.contains("reports/junit.xml"))
        let script =
            "'\(Tool.path)' run --report r | { read line; test -f r/junit.xml && test -f r/summary.md && echo there; }"
        #expect(try Tool.run("/bin/sh", ["-c", script], in: folder.url).output == "there\n")
    }

    @Test(
        "where nothing was run yet, show and resume say so",
        arguments: [["show"], ["show", "x"], ["resume", "x"]]
    )
    func fresh(arguments: [String]) throws {
        let outcome = try Tool.run(arguments, in: folder.url)
        #expect(outcome.code == 66)
        #expect(outcome.errors.hasPrefix("moonlight: nothing was run yet: .moonlight "))
        #expect(!folder.has(".moonlight"))
    }
}
