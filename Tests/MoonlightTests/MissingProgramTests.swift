import Foundation
import TestSupport
import Testing

@Suite("What reports say of a scenario whose requirements are missing", .timeLimit(.minutes(2)))
struct MissingProgramTests {
    private static let scenario = """
        name: x
        requires: [[sh, -c, "echo no module >&2; exit 3"]]
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: hi}}}
        runs: [{name: cold}]

        """

    @Test("JUnit has it as skipped, JSON as skip_reason, each with the command and its cause")
    func reported() throws {
        let folder = try TemporaryFolder()
        try folder.write("x.yaml", Self.scenario)
        let outcome = try Tool.run(["run", "x.yaml", "--format", "json"], in: folder.url)
        #expect(outcome.code == 0, "\(outcome.errors)")
        let suite = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let object = try #require(suite as? [String: Any])
        #expect(object["skipped"] as? Int == 1)
        let scenario = try #require((object["scenarios"] as? [[String: Any]])?.first)
        #expect(scenario["status"] as? String == "skipped")
        #expect((scenario["runs"] as? [Any])?.isEmpty == true)
        let reason = try #require(scenario["skip_reason"] as? String)
        #expect(reason.hasPrefix("requires sh -c 'echo no module >&2; exit 3': "))
        #expect(reason.contains("exit code 3") && reason.contains("no module"))
        let junit = try folder.text(of: "reports/junit.xml")
        let skipped = junit.split(separator: "<").filter { $0.hasPrefix("skipped ") }
        #expect(skipped.count == 2)
        for element in skipped {
            #expect(element.contains("message=\"requires sh -c"))
            #expect(element.contains("exit code 3") && element.contains("no module"))
        }
    }
}
