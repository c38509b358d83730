import Foundation
import TestSupport
import Testing

@Suite("Ctrl-C", .serialized, .timeLimit(.minutes(2)))
struct InterruptionTests {
    @Test("ends children and grandchildren, keeps the reports of what had finished, and gives 130")
    func interrupts() async throws {
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
        let output = folder.url(of: "out")
        let process = try Tool.start(
            Tool.path,
            ["run", "--jobs", "1"],
            in: folder.url,
            output: output,
            errors: folder.url(of: "err")
        )
        let pids = folder.numbers()
        #expect(pids.count == 2)
        #expect(pids.allSatisfy(Machine.isAlive))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        for pid in pids { #expect(try await Machine.isGone(pid)) }
        let junit = try folder.text(of: "reports/junit.xml")
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
        #expect(try folder.text(of: "reports/summary.md").contains("once: cancelled, "))
        try resumes(text, in: folder)
    }

    /// The command that the report offers does resume the run.
    private func resumes(_ text: String, in folder: TemporaryFolder) throws {
        let offered = try #require(text.firstMatch(of: /resume   moonlight resume (\w+)/))
        let short = try folder.text(of: "Scenarios/z.yaml").replacing("sleep 300", with: "sleep 0")
        try folder.write("Scenarios/z.yaml", short)
        let outcome = try Tool.run(["resume", String(offered.1)], in: folder.url)
        #expect(!outcome.errors.contains("no stored run"), "\(outcome.errors)")
        let show = try #require(text.firstMatch(of: /show     moonlight show (\w+)/))
        let shown = try Tool.run(["show", String(show.1)], in: folder.url)
        #expect(shown.code == 0)
        #expect(shown.output.contains("endless/once"))
    }

    @Test("a limit that ended a run is named, and the run is reported with what it did")
    func limit() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: slow
            workflow: {phases: [{name: plan}, {name: wait, needs: [plan]}]}
            agents:
              plan: {process: {command: [sh, -c, "echo planned"]}}
              wait: {process: {command: [sh, -c, "touch {scenario_dir}/waits; sleep 300"]}}
            runs: [{name: quick, config: {skip: [wait]}}, {name: once, expect: {status: succeeded}}, {name: later}]

            """
        )
        let (text, limit) = try await untilItWaits(in: folder)
        #expect(text.code == 1)
        #expect(
            text.output.contains(
                "broke off: the scenario was not over after \(limit.text) (--timeout)"
            )
        )
        #expect(text.output.contains("once: cancelled, "))
        #expect(!text.output.contains("expected status succeeded"))
        let junit = try folder.text(of: "reports/junit.xml")
        #expect(junit.contains("tests=\"4\" failures=\"0\" errors=\"1\" skipped=\"2\""))
        #expect(
            junit.contains(
                /<testcase name="run once"[^>]*>\n *<error message="the scenario was not over/
            )
        )
        let json = try await untilItWaits(in: folder, "--format", "json").outcome.output
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let scenario = try #require((object?["scenarios"] as? [[String: Any]])?.first)
        let runs = try #require(scenario["runs"] as? [[String: Any]])
        #expect(runs.map { $0["status"] as? String } == ["succeeded", "cancelled"])
        #expect(runs.last?["attempts"] as? [String: Int] == ["wait": 1])
        #expect(runs.last?["stored_id"] is String)
    }

    @Test("a run in its own process is cancelled like any other, and can be resumed")
    func killedRun() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: killed
            workflow: {phases: [{name: plan}, {name: wait, needs: [plan]}]}
            agents:
              plan: {process: {command: [sh, -c, "echo planned"]}}
              wait: {process: {command: [sh, -c, "touch {scenario_dir}/waits; sleep 300"]}}
            clock: real
            runs: [{name: one, kill: {after: wait}}, {name: two, resume: one}]

            """
        )
        let (outcome, limit) = try await untilItWaits(in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("broke off: the scenario was not over after \(limit.text)"))
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

    @Test("a program has time for its last words, until a second signal ends it")
    func second() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "Scenarios/a.yaml",
            """
            name: deaf
            workflow: {phases: [{name: wait}]}
            agents:
              wait:
                process:
                  command: [sh, -c, "trap 'echo told > {scenario_dir}/told' TERM; echo $$ > {scenario_dir}/pids;
                    i=0; while [ $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done"]
                  grace: 1000s
            runs: [{name: once}]

            """
        )
        let process = try start(in: folder)
        let pids = folder.numbers()
        process.interrupt()
        _ = folder.numbers(in: "told")
        #expect(folder.has("Scenarios/told"))
        #expect(pids.count == 1 && pids.allSatisfy(Machine.isAlive))
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        #expect(!pids.contains(where: Machine.isAlive))
        #expect(try folder.text(of: "out").contains("once: cancelled, "))
    }

    @Test("undoing goes on after a signal, and ends at once after two")
    func undoing() throws {
        for (signals, code, isUndone) in [([SIGINT], 130, true), ([SIGINT, SIGTERM], 0, false)] {
            let folder = try TemporaryFolder()
            try folder.write(
                "Scenarios/a.yaml",
                """
                name: undone
                workflow: {phases: [{name: book}, {name: pay, needs: [book]}]}
                config:
                  retry: {max_attempts: 1, on_exhausted: rollback}
                  rollback: {policy: compensate}
                  phases: {book: {compensate: free}}
                agents:
                  book: {process: {command: [echo, booked]}}
                  pay: {process: {command: [sh, -c, "exit 1"]}}
                  free:
                    process:
                      command: [sh, -c, "echo $$ > {scenario_dir}/pids; i=0;
                        while [ ! -e {scenario_dir}/go -a $i -lt 6000 ]; do sleep 0.05; i=$((i + 1)); done; echo > {scenario_dir}/freed"]
                      grace: 1000s
                runs: [{name: once}]

                """
            )
            let process = try start(in: folder)
            let pids = folder.numbers()
            #expect(pids.count == 1)
            for number in signals { kill(process.processIdentifier, number) }
            if isUndone {
                usleep(300_000)
                try folder.write("Scenarios/go", "")
            }
            process.waitUntilExit()
            let found = Int(process.terminationStatus)
            #expect(code == 0 ? [130, 143].contains(found) : found == code)
            #expect(folder.has("Scenarios/freed") == isUndone)
            #expect(!pids.contains(where: Machine.isAlive))
        }
    }

    private func start(in folder: TemporaryFolder) throws -> Process {
        try Tool.start(
            Tool.path,
            ["run", "--jobs", "1"],
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
    }

    /// Runs the suite into the first limit that lets it come as far as the phase that waits.
    private func untilItWaits(
        in folder: TemporaryFolder,
        _ options: String...
    ) async throws -> (outcome: Tool.Outcome, limit: TimeLimit) {
        let mark = "Scenarios/waits"
        if folder.has(mark) { try FileManager.default.removeItem(at: folder.url(of: mark)) }
        return try await TimeLimit.first { _ in
            folder.has(mark)
        } _: {
            try Tool.run(["run", "--timeout", $0.text] + options, in: folder.url)
        }
    }
}
