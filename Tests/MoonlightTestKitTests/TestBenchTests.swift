import Foundation
import MoonlightEngine
import MoonlightTestKit
import Testing

@Suite("A bench for workflows", .timeLimit(.minutes(1)))
struct TestBenchTests {
    private static let digest = Workflow(
        "digest",
        phases: [
            Phase("fetch") { "news about \($0.requirements)" },
            Phase("summarise", needs: ["fetch"]) { "short: \($0.inputs["fetch"]?.text ?? "")" },
        ]
    )

    @Test("judges a run whose calls fail on purpose, and every one of its waits")
    func survivesARateLimit() async throws {
        let bench = TestBench(
            faults: [.rateLimit("summarise", attempts: 1...2, retryAfter: .seconds(5))]
        )
        let result = try await bench.run(Self.digest, requirements: "the moon")
        #expect(result.status == .succeeded)
        #expect(result.duration == .seconds(10))
        #expect(bench.violations.isEmpty)
        #expect(bench.unusedFaults.isEmpty)
    }

    @Test("says which faults acted on nothing")
    func unused() async throws {
        let bench = TestBench(faults: [.hang("sumarise"), .crash(after: "fetch")])
        let crashed = try await bench.runOrResume(Self.digest, id: "r")
        #expect(crashed.status == .interrupted)
        #expect(try await bench.runOrResume(Self.digest, id: "r").status == .succeeded)
        #expect(bench.violations.isEmpty)
        #expect(bench.unusedFaults == ["hang sumarise"])
    }

    @Test("judges runs of a live engine that are in progress together")
    func together() async throws {
        var workflow = Self.digest
        workflow[phase: "fetch"].settings.cache = .on()
        let bench = TestBench(Engine(seed: 7))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<32 {
                group.addTask { [workflow] in _ = try await bench.run(workflow) }
            }
            try await group.waitForAll()
        }
        #expect(bench.violations.isEmpty)
        #expect(try bench.engine.runs().count == 32)
    }

    @Test("lets a run die at every commit, and finds what a crash changes")
    func sweep() async throws {
        let reports = try await crashSweep(of: Self.digest, requirements: "the moon")
        #expect(
            reports.map(\.crash) == [
                "crash before the commit of fetch", "crash after fetch",
                "crash before the commit of summarise", "crash after summarise",
            ]
        )
        #expect(reports.flatMap(\.problems) == [])
        var forgetful = Self.digest
        // Remembers outside of what the engine keeps.
        let calls = Counter()
        forgetful[phase: "fetch"].agent = FunctionAgent { _ in "call \(await calls.next())" }
        let found = try await crashSweep(of: forgetful)
        #expect(found.contains { $0.problems.contains("the output of fetch differs") })
    }

    @Test("does not take work that a review sends back for a lost commit")
    func sweepOfReviewedWork() async throws {
        let review = PhaseSettings {
            $0.validators = [.function("approves") { $0.text == "yes" ? nil : "no" }]
            $0.onRejected = .init(revise: "write", max: 1)
        }
        let workflow = Workflow(
            "reviewed",
            phases: [
                Phase("write") { $0.feedback == nil ? "draft" : "better" },
                Phase("review", needs: ["write"], settings: review) {
                    $0.inputs["write"]?.text == "better" ? "yes" : "no"
                },
            ]
        )
        let reports = try await crashSweep(of: workflow)
        #expect(reports.count == 4)
        #expect(reports.flatMap(\.problems) == [])
    }

    @Test("a crash counts, and happens once, though the commit that it follows evicts a result")
    func crashThatEvicts() async throws {
        var workflow = Self.digest
        for phase in ["fetch", "summarise"] { workflow[phase: phase].settings.cache = .on() }
        let bench = TestBench(
            .virtual(cache: .init(entries: 1, bytes: 1 << 20), faults: [.crash(after: "summarise")])
        )
        let crashed = try await bench.runOrResume(workflow, id: "r")
        #expect(crashed.status == .interrupted)
        #expect(try await bench.runOrResume(workflow, id: "r").status == .succeeded)
        #expect(bench.unusedFaults == [])
        #expect(bench.engine.faultReports.map(\.firings) == [1])
    }

    private actor Counter {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }

    @Test("gives a folder that goes with the test, whatever the test throws")
    func temporaryState() async throws {
        let kept = try await withTemporaryState { folder in
            let engine = try Engine(state: folder)
            _ = try await engine.run(Self.digest, requirements: "", id: "r")
            #expect(try Engine(state: folder).summary(of: "r")?.status == .succeeded)
            return folder
        }
        #expect(!FileManager.default.fileExists(atPath: kept.path))
        await #expect(throws: CancellationError.self) {
            try await withTemporaryState { _ in throw CancellationError() }
        }
    }
}

@Suite("The article on tests")
struct ArticleTests {
    @Test("is the code of a suite that runs here, all of it and in its order")
    func article() throws {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let article = try String(
            contentsOf: root.appendingPathComponent(
                "Sources/MoonlightEngine/MoonlightEngine.docc/TestYourWorkflow.md"
            ),
            encoding: .utf8
        )
        let suite = try String(
            contentsOf: root.appendingPathComponent(
                "Tests/MoonlightTestKitTests/TestYourWorkflow.swift"
            ),
            encoding: .utf8
        )
        let code = article.components(separatedBy: "```swift\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
            .joined(separator: "\n\n")
        #expect(code + "\n" == suite)
    }
}
