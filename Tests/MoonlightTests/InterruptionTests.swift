import Foundation
import Testing

@Suite("Ctrl-C", .serialized, .timeLimit(.minutes(2)))
struct InterruptionTests {
    @Test("ends children and grandchildren, keeps the reports of what had finished, and gives 130")
    func interrupts() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.passing)
        try folder.write(
            "Scenarios/z.yaml",
            """
            name: endless
            workflow: {phases: [{name: wait}]}
            agents:
              wait: {process: {command: [sh, -c, "sleep 300 & echo $$ $! > {scenario_dir}/pids; wait"]}}
            runs: [{name: once}]

            """
        )
        let output = folder.url.appendingPathComponent("out")
        let process = try Tool.start(
            Tool.path,
            ["run", "--jobs", "1"],
            in: folder.url,
            output: output,
            errors: folder.url.appendingPathComponent("err")
        )
        let pids = try waitForPids(in: folder)
        #expect(pids.count == 2)
        #expect(pids.allSatisfy(isAlive))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(!pids.contains(where: isAlive))
        let junit = try folder.read("reports/junit.xml")
        #expect(junit.contains("name=\"passing\""))
        #expect(
            junit.contains("name=\"endless\" tests=\"2\" failures=\"0\" errors=\"1\" skipped=\"1\"")
        )
        #expect(
            junit.contains(
                "type=\"cancelled\">Scenarios/z.yaml:5: the suite was cancelled by SIGINT"
            )
        )
        let text = try String(contentsOf: output, encoding: .utf8)
        #expect(text.contains("cancelled before the end"))
        #expect(text.contains("once: cancelled, "))
        #expect(try folder.read("reports/summary.md").contains("once: cancelled, "))
        try resumes(text, in: folder)
    }

    /// The command that the report offers does go on with the run.
    private func resumes(_ text: String, in folder: TemporaryFolder) throws {
        let offered = try #require(text.firstMatch(of: /resume   moonlight resume (\w+)/))
        let short = try folder.read("Scenarios/z.yaml").replacing("sleep 300", with: "sleep 0")
        try folder.write("Scenarios/z.yaml", short)
        let outcome = try Tool.run(["resume", String(offered.1)], in: folder.url)
        #expect(!outcome.errors.contains("no stored run"), "\(outcome.errors)")
        let show = try #require(text.firstMatch(of: /show     moonlight show (\w+)/))
        let shown = try Tool.run(["show", String(show.1)], in: folder.url)
        #expect(shown.code == 0)
        #expect(shown.output.contains("endless/once"))
    }

    @Test("a limit that is met is named where it ended a run, which is told with what it did")
    func limit() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: slow
            workflow: {phases: [{name: plan}, {name: wait, needs: [plan]}]}
            agents:
              plan: {process: {command: [sh, -c, "echo planned"]}}
              wait: {process: {command: [sh, -c, "sleep 300"]}}
            runs: [{name: quick, config: {skip: [wait]}}, {name: once, expect: {status: succeeded}}, {name: later}]

            """
        )
        let arguments = ["run", "--timeout", "1500ms"]
        let text = try Tool.run(arguments, in: folder.url)
        #expect(text.code == 1)
        #expect(text.output.contains("broke off: the scenario was not over after 1.5s (--timeout)"))
        #expect(text.output.contains("once: cancelled, "))
        #expect(!text.output.contains("expected status succeeded"))
        let junit = try folder.read("reports/junit.xml")
        #expect(junit.contains("tests=\"4\" failures=\"0\" errors=\"1\" skipped=\"2\""))
        #expect(
            junit.contains(
                /<testcase name="run once"[^>]*>\n *<error message="the scenario was not over/
            )
        )
        let json = try Tool.run(arguments + ["--format", "json"], in: folder.url).output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let scenario = try #require((object?["scenarios"] as? [[String: Any]])?.first)
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        #expect(runs.map { $0["status"] as? String } == ["succeeded", "cancelled"])
        #expect(runs.last?["attempts"] as? [String: Int] == ["wait": 1])
        #expect(runs.last?["stored_id"] is String)
    }

    @Test("a run in a process of its own is cancelled like any other, and can be resumed")
    func killedRun() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: killed
            workflow: {phases: [{name: plan}, {name: wait, needs: [plan]}]}
            agents:
              plan: {process: {command: [sh, -c, "echo planned"]}}
              wait: {process: {command: [sh, -c, "sleep 300"]}}
            clock: real
            runs: [{name: one, kill: {after: wait}}, {name: two, resume: one}]

            """
        )
        let outcome = try Tool.run(["run", "--timeout", "1500ms"], in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("broke off: the scenario was not over after 1.5s"))
        #expect(outcome.output.contains("one: cancelled, "), "\(outcome.output)")
        #expect(!outcome.output.contains("kill: {after: wait}"))
        #expect(!outcome.output.contains("without a word"))
        let offered = try #require(
            outcome.output.firstMatch(of: /resume   moonlight resume (\w+)/)
        )
        let shown = try Tool.run(["show", String(offered.1)], in: folder.url)
        #expect(shown.code == 0)
        #expect(shown.output.contains("plan"))
    }

    private func waitForPids(in folder: TemporaryFolder) throws -> [Int32] {
        for _ in 0..<1000 {
            if let text = try? folder.read("Scenarios/pids"), text.hasSuffix("\n") {
                return text.split { $0 == " " || $0 == "\n" }.compactMap { Int32($0) }
            }
            usleep(20_000)
        }
        return []
    }

    private func isAlive(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return false }
        // A zombie has ended; only its parent has not asked yet.
        let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        return !stat.contains(") Z ")
    }
}
