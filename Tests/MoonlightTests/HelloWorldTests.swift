import Foundation
import TestSupport
import Testing

@Suite(
    "The Hello World API, really started and called",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: Machine.hasPython, "python3 is missing")
)
struct HelloWorldTests {
    private static let scenario = Repository.url(of: "Scenarios/hello-world-api.yaml")
    private static let fixtures = Repository.url(of: "Fixtures/hello-world-api")

    /// A repository with the scenario, the two applications and, if named, a broken one in place of the first.
    private func repository(broken: String? = nil) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var text = try String(contentsOf: Self.scenario, encoding: .utf8)
        if broken != nil { text = try Self.once(text) }
        try folder.write(".git/HEAD", "")
        try folder.write("Scenarios/hello-world-api.yaml", text)
        let first = broken.map { "broken/\($0).py" } ?? "app.py"
        for (name, source) in [("app.py", first), ("app-v2.py", "app-v2.py")] {
            let code = try String(
                contentsOf: Self.fixtures.appendingPathComponent(source),
                encoding: .utf8
            )
            try folder.write("Fixtures/hello-world-api/\(name)", code)
        }
        return folder
    }

    /// The scenario with its first run alone, one attempt, and a limit within which any machine starts a program.
    private static func once(_ text: String) throws -> String {
        let rest = try #require(text.range(of: "  - name: warm"))
        let last = try #require(text.range(of: "invariants: all"))
        return text.replacingCharacters(in: rest.lowerBound..<last.lowerBound, with: "")
            .replacing("executor: {cache", with: "executor: {retry: {max_attempts: 1}, cache")
            .replacing("timeout: 10s", with: "timeout: 5s")
    }

    @Test("four runs pass: cold, warm, with a new coder, with other requirements")
    func passes() throws {
        let folder = try repository()
        let outcome = try Tool.run(["run", "--format", "json"], in: folder.url)
        #expect(outcome.code == 0)
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        let suite = try #require(object as? [String: Any])
        let scenario = try #require((suite["scenarios"] as? [[String: Any]])?.first)
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        #expect(
            runs.compactMap { $0["name"] as? String } == [
                "cold", "warm", "new-coder", "new-requirements",
            ]
        )
        #expect(
            runs[0]["attempts"] as? [String: Int] == [
                "planner": 1, "designer": 1, "coder": 4, "reviewer": 2, "executor": 1,
            ]
        )
        #expect(runs[1]["executed"] as? [String] == ["executor"])
        let faults = try #require(scenario["faults"] as? [[String: Any]])
        #expect(faults.first?["outcome"] as? String == "absorbed")
        #expect(faults.first?["fired"] as? Int == 2)
    }

    @Test("the report holds the status, the JSON body and the port")
    func report() throws {
        let folder = try repository()
        #expect(try Tool.run(["run"], in: folder.url).code == 0)
        let junit = try folder.text(of: "reports/junit.xml")
        let pattern = try Regex(
            #"response 200 on port [0-9]{4,5}: \{&quot;message&quot;: &quot;Hello, World!&quot;\}"#
        )
        #expect(junit.matches(of: pattern).count == 4)
    }

    @Test(
        "a broken application fails the run with what the process said",
        arguments: [
            ("syntax_error", "SyntaxError"),
            ("wrong_body", "Goodbye"),
            ("never_listens", "waiting for the database"),
            ("dies_after_a_second", "no connection to the database"),
        ]
    )
    func broken(name: String, said: String) throws {
        let folder = try repository(broken: name)
        let outcome = try run(in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains(said))
        #expect(try folder.text(of: "reports/junit.xml").contains(said))
        #expect(leftovers(of: folder).isEmpty)
    }

    @Test("no process and no workspace is left behind")
    func nothingLeft() throws {
        let folder = try repository()
        #expect(try run(in: folder).code == 0)
        #expect(leftovers(of: folder).isEmpty)
        #expect(!folder.names().contains { $0.hasPrefix("moonlight-") })
    }

    /// Runs the suite with its workspaces in the folder.
    private func run(in folder: TemporaryFolder) throws -> Tool.Outcome {
        try Tool.run(["run"], in: folder.url, environment: ["TMPDIR": folder.path])
    }

    /// The numbers of the processes that were started in a workspace below the folder, as the kernel lists them.
    private func leftovers(of folder: TemporaryFolder) -> [String] {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.filter { number in
            let words = FileManager.default.contents(atPath: "/proc/\(number)/environ") ?? Data()
            return String(decoding: words, as: UTF8.self)
                .contains("MOONLIGHT_WORKSPACE=\(folder.path)/")
        }
    }
}
