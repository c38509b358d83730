import Foundation
import Testing

@Suite(
    "The Hello World API, really started and called",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: Machine.hasPython, "python3 is missing")
)
struct HelloWorldTests {
    private static let scenario = Tool.root.appendingPathComponent("Scenarios/hello-world-api.yaml")
    private static let fixtures = Tool.root.appendingPathComponent("Fixtures/hello-world-api")

    /// A repository with the scenario, the two applications and, if named, a broken one in place of the first.
    private func repository(broken: String? = nil) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var text = try String(contentsOf: Self.scenario, encoding: .utf8)
        // A tighter limit, so that an application that never listens fails soon.
        if broken == "never_listens" { text = text.replacing("timeout: 10s", with: "timeout: 1s") }
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
        let junit = try folder.read("reports/junit.xml")
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
        let outcome = try Tool.run(["run"], in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains(said))
        #expect(try folder.read("reports/junit.xml").contains(said))
        #expect(leftovers().isEmpty)
    }

    @Test("no process and no workspace is left behind")
    func nothingLeft() throws {
        let folder = try repository()
        #expect(
            try Tool.run(["run"], in: folder.url, environment: ["TMPDIR": folder.url.path]).code
                == 0
        )
        #expect(leftovers().isEmpty)
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
        #expect(!kept.contains { $0.hasPrefix("moonlight-") })
    }

    /// The numbers of the processes that run the application, as the kernel lists them.
    private func leftovers() -> [String] {
        let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return numbers.filter { number in
            let words = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
            return String(decoding: words, as: UTF8.self).hasSuffix("python3\0app.py\0")
        }
    }
}
