import Foundation
import TestSupport
import Testing

@Suite(
    "The Hello World API under fire",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: Machine.hasPython, "python3 is missing")
)
struct UnderFireTests {
    private static let path = "Scenarios/hello-world-api-under-fire.yaml"
    private static let application = "Fixtures/hello-world-api/app.py"

    /// A repository with the scenario, as it is or with one passage replaced, and the application.
    private func repository(
        _ passage: String? = nil,
        by replacement: String = ""
    ) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(".git/HEAD", "")
        for path in [Self.path, Self.application] {
            try folder.write(
                path,
                try String(contentsOf: Repository.url(of: path), encoding: .utf8)
            )
        }
        if let passage {
            let text = try folder.text(of: Self.path)
            try #require(text.contains(passage))
            try folder.write(Self.path, text.replacing(passage, with: replacement))
        }
        return folder
    }

    private func scenario(in folder: TemporaryFolder, code: Int32) throws -> [String: Any] {
        let outcome = try Tool.run(["run", "--format", "json"], in: folder.url)
        #expect(outcome.code == code, "\(outcome.errors)")
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let suite = try #require(object as? [String: Any])
        return try #require((suite["scenarios"] as? [[String: Any]])?.first)
    }

    @Test("eight faults at seven failpoints are absorbed, and the server answers")
    func absorbed() throws {
        let folder = try repository()
        let scenario = try scenario(in: folder, code: 0)
        let faults = try #require(scenario["faults"] as? [[String: Any]])
        #expect(faults.count == 8)
        for fault in faults {
            #expect(fault["outcome"] as? String == "absorbed", "\(fault)")
            #expect(fault["fired"] as? Int ?? 0 > 0, "\(fault)")
        }
        let failpoints = try folder.text(of: Self.path).matches(of: /(?m)^    at: (.+)$/)
        #expect(
            Set(failpoints.map { String($0.1) }) == [
                "agent.call", "agent.output", "agent.stream", "cache.read", "journal.append",
                "process", "validator",
            ]
        )
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        #expect(
            runs.first?["attempts"] as? [String: Int] == [
                "planner": 3, "designer": 2, "coder": 2, "reviewer": 2, "executor": 1,
            ]
        )
        let junit = try folder.text(of: "reports/junit.xml")
        #expect(junit.matches(of: #/response 200 on port [0-9]{4,5}:/#).count == 2)
    }

    @Test("without a validator the review that was cut is taken for one")
    func withoutValidator() throws {
        let folder = try repository("      validate: [{contains: approved}]", by: "      {}")
        let scenario = try scenario(in: folder, code: 1)
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        let attempts = try #require(runs.first?["attempts"] as? [String: Int])
        #expect(attempts["reviewer"] == 1)
    }

    @Test("with one attempt the first refusal ends it")
    func oneAttempt() throws {
        let folder = try repository("max_attempts: 4", by: "max_attempts: 1")
        let scenario = try scenario(in: folder, code: 1)
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        #expect(runs.first?["status"] as? String == "failed")
    }
}
