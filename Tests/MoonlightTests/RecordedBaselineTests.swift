import Foundation
import TestSupport
import Testing

/// `scripts/baselines` in a copy of the parts of the repository that it reads.
@Suite("Recorded baselines")
struct RecordedBaselineTests {
    private let folder: TemporaryFolder
    private static let scenario = "Scenarios/resume/paused.yaml"

    init() throws {
        folder = try TemporaryFolder()
        try folder.folder(".git")
        for path in ["scripts/baselines", "reports/baselines/resume.xml"] {
            try folder.write(path, try Repository.text(of: path))
        }
        let files = FileManager.default
        let resume = "Scenarios/resume"
        for name in try files.contentsOfDirectory(atPath: Repository.url(of: resume).path) {
            try folder.write("\(resume)/\(name)", try Repository.text(of: "\(resume)/\(name)"))
        }
    }

    private func baselines(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(
            "/bin/bash",
            [folder.path(of: "scripts/baselines")] + arguments,
            in: folder.url,
            environment: ["MOONLIGHT": Tool.path]
        )
    }

    private func change(_ sound: String, _ other: String) throws {
        let text = try Repository.text(of: Self.scenario)
        #expect(text.contains(sound))
        try folder.write(Self.scenario, text.replacing(sound, with: other))
    }

    @Test("the scenarios need what was recorded, and nothing is left behind")
    func asRecorded() throws {
        let outcome = try baselines()
        #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.hasPrefix("resume: 0 improved, 0 regressed, "))
        #expect(outcome.output.split(separator: "\n").count == 1)
        let left = try FileManager.default.contentsOfDirectory(
            atPath: folder.path(of: "reports/baselines")
        )
        #expect(left == ["resume.xml"])
    }

    @Test(
        "a change of policy that breaks no expectation is red, with what grew and the phase that it comes from",
        arguments: [
            ("max_attempts: 2", "max_attempts: 3", "attempts", "code"),
            ("ttl: 2h", "ttl: 10m", "re_executed", "plan"),
        ]
    )
    func policy(sound: String, other: String, metric: String, phase: String) throws {
        try folder.write("Scenarios/resume/policy.yaml", PlantedScenario.text)
        #expect(try baselines("--record").output == "resume: recorded\n")
        #expect(try baselines().code == 0)
        let text = PlantedScenario.text
        #expect(text.contains(sound))
        try folder.write("Scenarios/resume/policy.yaml", text.replacing(sound, with: other))
        let outcome = try baselines()
        #expect(outcome.code == 1)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.contains { $0.contains("  \(metric) ") && $0.contains("  regressed  ") })
        #expect(lines.contains { $0.hasPrefix("    from phase \(phase): +") })
        // What stayed as it was is not printed.
        #expect(lines.allSatisfy { !$0.contains("  unchanged  ") && !$0.contains("paused") })
        #expect(outcome.errors.contains("scripts/baselines --record"))
    }

    @Test("a longer delay in a shipped scenario is red, and so are the expectations that it breaks")
    func delay() throws {
        try change("delays: [1s, 2s]", "delays: [1s, 9s]")
        let outcome = try baselines()
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("it failed in 6 of 6 executions"))
        #expect(outcome.output.contains("  regressed  "))
        #expect(outcome.output.contains("    from phase reviewer: +7.000s of +7.000s a run, 100 %"))
    }

    @Test("a comment and another seed of the file's own are not red")
    func comment() throws {
        try change("\nname: ", "\n# A remark.\nseed: 977\nname: ")
        let outcome = try baselines()
        #expect(outcome.code == 0, "\(outcome.output)")
    }

    @Test("a run that nobody recorded has no verdict, until it is recorded")
    func newScenario() throws {
        try folder.write("Scenarios/resume/new.yaml", Small.passing)
        let outcome = try baselines()
        #expect(outcome.code == 2)
        #expect(outcome.output.contains("only in candidate"))
        #expect(try baselines("--record").output == "resume: recorded\n")
        #expect(try baselines().code == 0)
    }

    @Test("a baseline whose folder is gone is named and fails, until it is recorded")
    func removedFolder() throws {
        try folder.write(
            "reports/baselines/gone.xml",
            try folder.text(of: "reports/baselines/resume.xml")
        )
        let outcome = try baselines()
        #expect(outcome.code == 2)
        #expect(
            outcome.errors.contains("reports/baselines/gone.xml is the baseline of Scenarios/gone")
        )
        #expect(
            try baselines("--record").output
                == "resume: as recorded\ngone: removed, as Scenarios/gone is\n"
        )
        #expect(!folder.has("reports/baselines/gone.xml"))
        #expect(try baselines().code == 0)
    }

    @Test("what is recorded again without a change keeps its bytes")
    func recordedAgain() throws {
        let before = try folder.text(of: "reports/baselines/resume.xml")
        #expect(try baselines("--record").output == "resume: as recorded\n")
        #expect(try folder.text(of: "reports/baselines/resume.xml") == before)
        #expect(try baselines("--other").code == 64)
    }

    @Test("every folder of scenarios on a virtual clock has a baseline, of those alone")
    func complete() throws {
        let files = FileManager.default
        let scenarios = Repository.url(of: "Scenarios")
        let folders = try files.contentsOfDirectory(atPath: scenarios.path).filter {
            !$0.hasSuffix(".yaml")
        }
        for folder in folders {
            let text = try Repository.text(of: "reports/baselines/\(folder).xml")
            #expect(text.contains("<series file=\"Scenarios/\(folder)/"))
            #expect(!text.contains("clock=\"real\"") && !text.contains(" failed=\""))
        }
    }
}
