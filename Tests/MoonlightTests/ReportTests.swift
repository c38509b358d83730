import Foundation
import TestSupport
import Testing
import XML

@Suite("Reports of the tool", .timeLimit(.minutes(3)))
struct ReportTests {
    private static let schemas = Repository.root.deletingLastPathComponent()
        .appendingPathComponent("shared/schemas/junit")
    private static let hasSchemas = FileManager.default.fileExists(atPath: schemas.path)

    private static let nasty = """
        name: "nasty \\e[31mred\\e[0m \\0 \\uFFFE ]]> <&> 🌙"
        workflow: {phases: [{name: bytes}]}
        agents:
          bytes:
            process: {command: [python3, -c, "import sys; sys.stdout.buffer.write(b'a\\\\x1b[31mb\\\\x00\\\\xff\\\\xfe]]>\\\\xef\\\\xbf\\\\xbe'); sys.exit(3)"]}
        runs: [{name: "run ]]> \\e[0m"}]

        """

    @Test(
        "names and outputs with ESC, NUL, U+FFFE, ]]>, colour and invalid UTF-8 give files that parse",
        .enabled(if: Machine.hasPython, "python3 is missing"),
        arguments: ["rich", "portable"]
    )
    func nasty(profile: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/n.yaml", Self.nasty)
        let outcome = try Tool.run(["run", "--junit-profile", profile], in: folder.url)
        #expect(outcome.code == 1, "\(outcome.errors)")
        #expect(!outcome.output.contains("\u{1B}"))
        #expect(!outcome.output.contains("\0"))
        var reader = try XMLStreamReader(
            file: folder.url(of: "reports/junit.xml").path
        )
        var text = ""
        while let event = try reader.next() {
            if case .text(let part) = event { text += part }
        }
        #expect(text.contains("]]>"))
        #expect(text.contains("#x0"))
        #expect(text.contains("#xFFFE"))
    }

    @Test(
        "the portable files of the whole virtual suite are valid for Jenkins and for Surefire",
        .enabled(if: hasSchemas, "skipped: ../shared/schemas is not there"),
        arguments: [
            "jenkins-junit-10.xsd", "surefire-test-report-3.0.xsd",
            "surefire-test-report-3.0.1.xsd", "surefire-test-report-3.0.2-released-3.3.1.xsd",
            "surefire-test-report-3.0.2-head-2026-03.xsd",
        ]
    )
    func portable(schema name: String) throws {
        let folder = try TemporaryFolder()
        let suite = Repository.url(of: "Scenarios").path
        try folder.write("Extra/failing.yaml", Small.failing)
        let outcome = try Tool.run(
            [
                "run", suite, "Extra", "--exclude-tag", "real", "--junit-profile", "portable",
                "--quiet",
            ],
            in: folder.url
        )
        #expect(outcome.code == 1)
        let schema = try XMLSchema(file: Self.schemas.appendingPathComponent(name).path)
        let files = try folder.files().filter { $0.path.hasPrefix("reports/junit/") }
        #expect(files.count >= 10)
        for file in files {
            try schema.validate(file: folder.url.appendingPathComponent(file.path).path)
        }
    }

    @Test("a file of events that no scenario of this run wrote is taken away")
    func stale() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write("reports/events/gone.jsonl", "{\"seq\":1,\"t_us\":0}\n")
        try folder.write("reports/events/mine.jsonl", "{\"note\":\"the user's own\"}\n")
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        #expect(!folder.has("reports/events/gone.jsonl"))
        #expect(folder.has("reports/events/mine.jsonl"))
        #expect(folder.has("reports/events/Scenarios.a.jsonl"))
    }
}
