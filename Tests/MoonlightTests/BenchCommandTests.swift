import Foundation
import TestSupport
import Testing
import XML

@Suite("moonlight bench", .serialized, .timeLimit(.minutes(3)))
struct BenchCommandTests {
    private func json(_ outcome: Tool.Outcome) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
        return try #require(object as? [String: Any], "\(outcome.errors)")
    }

    private func bench(_ arguments: [String], in folder: TemporaryFolder) throws -> Tool.Outcome {
        try Tool.run(["bench"] + arguments, in: folder.url)
    }

    @Test("measures two commands interleaved and compares their time, processor time and memory")
    func commands() throws {
        let folder = try TemporaryFolder()
        let first = "sleep 0.01"
        let second = "sleep 0.03; dd if=/dev/zero of=/dev/null bs=64M count=1"
        let outcome = try bench(
            ["--command", first, "--command", second, "--pairs", "6", "--format", "json"],
            in: folder
        )
        #expect(outcome.code == 0, "\(outcome.errors)")
        let object = try json(outcome)
        #expect(object.keys.sorted() == ["comparisons", "schema", "series"])
        let series = try #require(object["series"] as? [[String: Any]])
        let names = series.map { "\($0["name"] ?? "") \($0["metric"] ?? "") \($0["unit"] ?? "")" }
        let metrics = ["duration us", "cpu us", "memory bytes"]
        #expect(names == [first, second].flatMap { line in metrics.map { "\(line) \($0)" } })
        #expect(series.allSatisfy { $0["n"] as? Int == 6 && $0["failed"] as? Int == 0 })
        let medians = series.map { $0["median"] as? Double ?? 0 }
        #expect(medians[0] >= 10_000)
        #expect(medians[2] < 10 * 1_048_576)
        #expect((64 * 1_048_576..<70 * 1_048_576).contains(medians[5]))
        let rows = try #require(object["comparisons"] as? [[String: Any]])
        #expect(rows.map { $0["metric"] as? String } == ["duration", "cpu", "memory"])
        #expect(rows.allSatisfy { $0["pairs"] as? Int == 6 && $0["method"] is String })
        #expect(rows[0]["verdict"] as? String == "regressed")
        #expect(try #require(rows[0]["ratio"] as? Double) > 1)
        #expect(rows[0]["baseline"] as? Double == medians[0])
        #expect(rows[0]["candidate"] as? Double == medians[3])
    }

    @Test("commands are executed in turn, each round in an order of its own, between the hooks")
    func hooks() throws {
        let folder = try TemporaryFolder()
        func write(_ word: String) -> String { "echo \(word) >> log" }
        let outcome = try bench(
            [
                "--command", write("A"), "--command", write("B"), "--setup", write("setup"),
                "--prepare", write("a"), "--prepare", write("b"), "--cleanup", write("cleanup"),
                "--warmup", "1", "--pairs", "8",
            ],
            in: folder
        )
        #expect(outcome.code == 0, "\(outcome.errors)")
        let log = try folder.text(of: "log").split(separator: "\n").map(String.init)
        #expect(log.first == "setup" && log.last == "cleanup")
        let executions = Array(log.dropFirst().dropLast())
        #expect(executions.count == 4 * 9)
        var orders: Set<String> = []
        for round in 0..<9 {
            let words = executions[4 * round..<4 * round + 4].joined()
            #expect(["aAbB", "bBaA"].contains(words))
            orders.insert(words)
        }
        #expect(orders.count == 2)
    }

    @Test(
        "an execution that fails leaves no verdict and exits 1, unless that is allowed",
        arguments: [([], Int32(1), "inconclusive"), (["--allow-failures"], 0, "regressed")]
    )
    func failures(options: [String], code: Int32, verdict: String) throws {
        let folder = try TemporaryFolder()
        let failing = "sleep 0.05; test -e there || ! touch there"
        let outcome = try bench(
            ["--command", "sleep 0.01", "--command", failing, "--pairs", "8", "--save", "x"]
                + ["--format", "json"] + options,
            in: folder
        )
        #expect(outcome.code == code)
        #expect(outcome.errors.contains("it failed in 1 of 8 executions, first in round 1: exit 1"))
        let object = try json(outcome)
        let series = try #require(object["series"] as? [[String: Any]])
        #expect(series.map { $0["failed"] as? Int } == [0, 0, 0, 1, 1, 1])
        let rows = try #require(object["comparisons"] as? [[String: Any]])
        #expect(rows.first?["verdict"] as? String == verdict)
        // The execution is stored, and which it was.
        let stored = try folder.text(of: "reports/baselines/x.xml")
        #expect(stored.components(separatedBy: "failed=\"0\"").count == 4)
    }

    @Test("a hook that fails ends it with 1, and what was set up is cleaned up")
    func failingHook() throws {
        let folder = try TemporaryFolder()
        let outcome = try bench(
            ["--command", "true", "--prepare", "echo why >&2; exit 7", "--cleanup", "touch clean"],
            in: folder
        )
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("why"))
        #expect(
            outcome.errors.contains(
                "--prepare: echo why >&2; exit 7: expected exit 0, found exit 7"
            )
        )
        #expect(folder.has("clean"))
    }

    @Test(
        "wrong usage is told before anything is executed",
        arguments: [
            (["--command", "touch there", "Scenarios/a.yaml"], "expected no scenarios"),
            (["--command", "touch there", "--against", "a.yaml"], "--against"),
            (["--command", "touch there", "--command", "touch there"], "--control"),
            (
                ["--command", "touch there", "--prepare", "a", "--prepare", "b"],
                "one for each of 1"
            ),
            (["--command", "touch there", "--pairs", "0"], "--pairs"),
            (["--command", "touch there", "--warmup", "-1"], "--warmup"),
            (["--command", "touch there", "--width", "wide"], "--width"),
            (["--command", "touch there", "--control", "--save", "x"], "--save"),
            (["--command", " "], "found nothing"), (["--setup", "touch there"], "--setup"),
        ]
    )
    func usage(arguments: [String], message: String) throws {
        let folder = try TemporaryFolder()
        let outcome = try bench(arguments, in: folder)
        #expect(outcome.code == 64)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(!folder.has("there"))
    }

    @Test("a baseline of something else is not overwritten, unless that is asked for")
    func overwriting() throws {
        let folder = try TemporaryFolder()
        func save(_ arguments: String...) throws -> Tool.Outcome {
            try bench(["--pairs", "1", "--save", "x"] + arguments, in: folder)
        }
        #expect(try save("--command", "true", "--command", "true x").code == 0)
        #expect(try save("--command", "true", "--command", "true x").code == 0)
        let before = try folder.text(of: "reports/baselines/x.xml")
        let refused = try save("--command", "touch there")
        #expect(refused.code == 65)
        #expect(refused.errors.contains("found one with true; --overwrite replaces it"))
        // What one of the commands took would be lost.
        #expect(try save("--command", "true").code == 65)
        #expect(try folder.text(of: "reports/baselines/x.xml") == before)
        #expect(!folder.has("there"))
        #expect(try save("--command", "touch there", "--overwrite").code == 0)
        #expect(try folder.text(of: "reports/baselines/x.xml") != before)
    }

    @Test("stops once the interval is narrow enough, or the time is over, and says which")
    func stopping() throws {
        let folder = try TemporaryFolder()
        let narrow = try bench(["--command", "sleep 0.02", "--width", "5000%"], in: folder)
        #expect(narrow.code == 64)
        let wide = try bench(["--command", "sleep 0.02", "--width", "100%"], in: folder)
        #expect(wide.output.contains(/stopped after \d+ pairs: the interval is narrow enough/))
        let short = try bench(
            ["--command", "sleep 0.05", "--pairs", "1000", "--time-limit", "300ms"],
            in: folder
        )
        #expect(short.output.contains(/stopped after \d pairs: the time is over/))
    }

    @Test("a control measures a command against itself")
    func control() throws {
        let folder = try TemporaryFolder()
        let outcome = try bench(
            ["--command", "sleep 0.02", "--control", "--pairs", "6", "--format", "json"],
            in: folder
        )
        let object = try json(outcome)
        #expect((object["series"] as? [[String: Any]])?.count == 3)
        let rows = try #require(object["comparisons"] as? [[String: Any]])
        #expect(
            rows.map { $0["name"] as? String }
                == Array(repeating: "sleep 0.02 (against itself)", count: 3)
        )
        let verdicts = rows.compactMap { $0["verdict"] as? String }
        let isAlarm = verdicts.contains("regressed") || verdicts.contains("improved")
        #expect(outcome.code == (isAlarm ? 1 : 0))
    }

    @Test("Ctrl-C ends the command's group, cleans up, stores nothing and gives 130")
    func interrupted() async throws {
        let folder = try TemporaryFolder()
        let process = try Tool.start(
            Tool.path,
            [
                "bench", "--command", "sleep 300 & echo $$ $! > new; mv new pids; wait",
                "--cleanup", "touch clean", "--save", "x",
            ],
            in: folder.url,
            output: folder.url(of: "out"),
            errors: folder.url(of: "err")
        )
        var pids: [Int32] = []
        while pids.isEmpty, process.isRunning {
            let text = (try? folder.text(of: "pids")) ?? ""
            pids = text.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
            usleep(10_000)
        }
        #expect(pids.count == 2)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 130)
        for pid in pids { #expect(try await Machine.isGone(pid)) }
        #expect(folder.has("clean"))
        #expect(!folder.has("reports"))
        #expect(try folder.text(of: "out").isEmpty)
        #expect(try folder.text(of: "err").contains("cancelled by SIGINT"))
    }

    @Test(
        "compares scenarios interleaved: exit 1 where one is slower than what it is measured against",
        arguments: [("9s", "3s", Int32(1), "regressed"), ("3s", "9s", 0, "improved")]
    )
    func against(own: String, other: String, code: Int32, verdict: String) throws {
        let folder = try TemporaryFolder()
        func scenario(_ latency: String) -> String {
            Small.passing.replacing("latency: 2s", with: "latency: \(latency)")
                .replacing("duration: \"2s\"", with: "status: succeeded")
        }
        try folder.write("Scenarios/a.yaml", scenario(own))
        try folder.write("Scenarios/b.yaml", scenario(other))
        let outcome = try bench(
            ["Scenarios/a.yaml", "--against", "Scenarios/b.yaml", "--format", "json"],
            in: folder
        )
        #expect(outcome.code == code, "\(outcome.errors)")
        let rows = try #require(try json(outcome)["comparisons"] as? [[String: Any]])
        let row = try #require(rows.first { $0["metric"] as? String == "duration" })
        #expect(row["verdict"] as? String == verdict)
        let ratio = try #require(row["ratio"] as? Double)
        #expect(abs(ratio - (own == "9s" ? 3 : 1 / 3)) < 1e-9)
    }

    @Test("a scenario that fails its expectations exits 1")
    func failingScenario() throws {
        let folder = try TemporaryFolder()
        try folder.write("Scenarios/a.yaml", Small.failing)
        let outcome = try bench(["--pairs", "2"], in: folder)
        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("it failed in 2 of 2 executions"))
        #expect(try bench(["--pairs", "2", "--allow-failures"], in: folder).code == 0)
    }
}
