import Foundation
import TestSupport
import Testing

@Suite("Under GitHub Actions", .timeLimit(.minutes(3)))
struct GitHubActionsTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("sub/Scenarios/f.yaml", Small.failing)
    }

    /// Runs the tool in `sub`, below the root of the repository.
    private func run(_ arguments: [String], summary: String = "step.md") throws -> Tool.Outcome {
        try Tool.run(
            arguments,
            in: folder.url(of: "sub"),
            environment: [
                "GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.url.path,
                "GITHUB_STEP_SUMMARY": folder.url.appendingPathComponent(summary).path,
            ]
        )
    }

    /// The lines of both streams that the runner would obey, by its rules.
    private func commands(_ outcome: Tool.Outcome) -> [Substring] {
        (outcome.output + "\n" + outcome.errors)
            .split { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }
            .filter { $0.drop { $0.isWhitespace }.hasPrefix("::") || $0.contains("##[") }
    }

    @Test("invalid input stays invalid input where the job summary cannot be written")
    func noSummary() throws {
        try folder.write("sub/Scenarios/f.yaml", "name: 5\n")
        let outcome = try run(["run"], summary: "nowhere/step.md")
        #expect(outcome.code == 65)
        #expect(outcome.errors.contains("::error file=sub/Scenarios/f.yaml"))
        #expect(outcome.errors.contains("nowhere/step.md"))
    }

    @Test("failures are annotations with paths from the root, and the job summary grows")
    func run() throws {
        try folder.write("step.md", "before")
        let outcome = try run(["run"])
        #expect(outcome.output.contains("::error file=sub/Scenarios/f.yaml,line=7"))
        let summary = try folder.text(of: "step.md")
        #expect(summary.hasPrefix("before\n\n# Scenarios\n"))
        #expect(summary.contains("failing"))
        // So are those in reports; commands work where the tool was run.
        let place = "sub/Scenarios/f.yaml:7: run once\n"
        let replay = "moonlight run Scenarios/f.yaml --seed"
        for report in [
            outcome.output, summary, try folder.text(of: "sub/reports/summary.md"),
            try folder.text(of: "sub/reports/junit.xml"),
        ] {
            #expect(report.contains(place))
            #expect(report.contains(replay))
        }
        let junit = try folder.text(of: "sub/reports/junit.xml")
        #expect(junit.contains("classname=\"Scenarios.f\""))
        #expect(junit.contains("file=\"sub/Scenarios/f.yaml\" line="))
    }

    private static let nasty = """
        name: "n ##[error]x"
        clock: real
        workflow: {phases: [{name: a}]}
        config: {retry: {max_attempts: 1}}
        agents:
          a:
            process:
              command: [sh, -c, "printf 'x\\n::stop-commands::z\\r ::add-mask::a\\n\\n##[error]y\\n::debug::last\\n' >&2; exit 3"]
        runs: [{name: "::error::run"}]

        """

    @Test(
        "no line of an agent's is obeyed, wherever it is printed",
        arguments: [
            ["run"], ["run", "--quiet"], ["run", "--format", "json"], ["run", "--junit", "-"],
        ]
    )
    func disarmed(arguments: [String]) throws {
        try folder.write("sub/Scenarios/f.yaml", Self.nasty)
        let outcome = try run(arguments)
        #expect(outcome.code == 1, "\(outcome.errors)")
        #expect((outcome.output + outcome.errors).contains("add-mask"))
        let obeyed = commands(outcome)
        #expect(obeyed.count == 1)
        #expect(obeyed.first?.hasPrefix("::error file=sub/Scenarios/f.yaml,line=9,title=") == true)
        guard arguments.last == "json" else { return }
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let scenarios = try #require((object as? [String: Any])?["scenarios"] as? [[String: Any]])
        #expect(scenarios.first?["name"] as? String == "n ##[error]x")
    }

    @Test(
        "mistakes of files are annotated and summarised, as no mistakes are",
        arguments: ["lint", "run", "verify"]
    )
    func mistakes(command: String) throws {
        try folder.write("sub/Scenarios/m.yaml", Small.malformed)
        let outcome = try run([command])
        #expect(outcome.code == 65)
        #expect(
            commands(outcome).contains {
                $0.hasPrefix(
                    "::error file=sub/Scenarios/m.yaml,line=3,title=invalid scenario::agents.planner"
                )
            }
        )
        #expect(
            try folder.text(of: "step.md").contains("Scenarios/m.yaml:3:55: error: agents.planner")
        )
        try FileManager.default.removeItem(atPath: folder.url.path + "/sub/Scenarios/m.yaml")
        #expect(try run(["lint"], summary: "lint.md").code == 0)
        #expect(
            try folder.text(of: "lint.md")
                == "# Scenario files\n\n<pre>1 scenario file, no mistakes</pre>\n"
        )
    }

    @Test("claims are annotated next to their lines and summarised")
    func claims() throws {
        try folder.write(
            "sub/Scenarios/f.yaml",
            """
            name: claims
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: done, latency: 2s}}}
            runs: [{name: cold}, {name: warm}]
            claims:
              - {name: slower, baseline: cold, candidate: warm, metric: duration, reduction: 10%..20%, pairs: 8}
              - {name: too few, baseline: cold, candidate: warm, metric: duration, reduction: 99%..100%, pairs: 3}

            """
        )
        let outcome = try run(["verify", "--inconclusive", "skip"])
        #expect(outcome.code == 1)
        let lines = commands(outcome)
        #expect(lines.count == 2)
        #expect(
            lines.first?.hasPrefix(
                "::error file=sub/Scenarios/f.yaml,line=6,title=claims%3A claim refuted::"
            ) == true
        )
        #expect(
            lines.last?.hasPrefix(
                "::warning file=sub/Scenarios/f.yaml,line=7,title=claims%3A claim inconclusive::"
            ) == true
        )
        let summary = try folder.text(of: "step.md")
        #expect(summary.hasPrefix("# Claims\n"))
        #expect(summary.contains("✗ refuted: slower"))
        #expect(try run(["verify", "--format", "json"]).output.hasPrefix("{"))
    }

    @Test("a regression is annotated and summarised")
    func comparison() throws {
        try folder.write("sub/Scenarios/f.yaml", Small.passing)
        #expect(try run(["bench", "--save", "before"]).code == 0)
        let slow = Small.passing.replacing("2s", with: "6s")
        try folder.write("sub/Scenarios/f.yaml", slow)
        #expect(try run(["bench", "--save", "after"]).code == 0)
        let outcome = try run(["compare", "before", "after"], summary: "compare.md")
        #expect(outcome.code == 1)
        let regressed = commands(outcome).filter { $0.contains("regressed") }
        #expect(regressed.count == 1)
        #expect(regressed.first?.hasPrefix("::error title=") == true)
        #expect(try folder.text(of: "compare.md").hasPrefix("# Comparison\n"))
    }

    @Test(
        "what is appended stays below GitHub's limit with what is there",
        arguments: [1_040_000, 1_047_000, 2_000_000]
    )
    func full(bytes: Int) throws {
        for number in 0..<80 { try folder.write("sub/Scenarios/f\(number).yaml", Small.failing) }
        try folder.write("step.md", String(repeating: "x", count: bytes))
        let outcome = try run(["run", "--quiet"])
        #expect(outcome.code == 1)
        let size = try folder.text(of: "step.md").utf8.count
        #expect(size <= max(bytes, 1 << 20))
        #expect((size > bytes) == (bytes < 1_041_000))
        #expect(outcome.errors.contains("the job summary is full") == (size == bytes))
    }
}
