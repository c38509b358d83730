import MoonlightEngine
import MoonlightTestKit
import Testing

@Suite("Drawn workflows with drawn faults", .timeLimit(.minutes(2)))
struct DrawnWorkflowTests {
    /// Executes a run until nobody interrupts it any more; all that happened.
    private func whole(
        _ drawn: DrawnWorkflow,
        on bench: TestBench,
        id: String
    ) async throws -> (lives: [RunResult], last: RunResult) {
        var lives: [RunResult] = []
        while true {
            let result = try await bench.runOrResume(drawn.workflow, requirements: "r", id: id)
            lives.append(result)
            // Two crashes for each phase at most.
            if result.status != .interrupted || lives.count > 20 { return (lives, result) }
        }
    }

    @Test("break no invariant, end, and give the same events for the same seed")
    func invariants() async throws {
        var statuses: [RunStatus: Int] = [:]
        var (crashes, firings, hits) = (0, 0, 0)
        for number in UInt64(0)..<400 {
            let drawn = DrawnWorkflow(number, isChain: false, waits: true)
            var stories: [[RunEvent]] = []
            for _ in 0..<2 {
                let bench = TestBench(seed: number, faults: drawn.faults)
                let (lives, last) = try await whole(drawn, on: bench, id: "first")
                // The second may take results from the cache.
                let (again, _) = try await whole(drawn, on: bench, id: "second")
                #expect(bench.violations == [], "workflow \(number)")
                #expect(last.status != .interrupted, "workflow \(number)")
                stories.append((lives + again).flatMap(\.events))
                statuses[last.status, default: 0] += 1
                crashes += lives.count - 1
                hits += again.reduce(0) { $0 + $1.cached.count }
                firings += bench.engine.faultReports.reduce(0) { $0 + $1.firings }
            }
            #expect(stories[0] == stories[1], "workflow \(number)")
        }
        // What was drawn has everything in it.
        #expect(Set(statuses.keys).isSuperset(of: [.succeeded, .degraded, .failed]))
        #expect(crashes > 100)
        #expect(firings > 1000)
        #expect(hits > 100)
    }

    @Test("tell the same story on a virtual and on a real clock")
    func agreement() async throws {
        for number in UInt64(0)..<100 {
            let drawn = DrawnWorkflow(number, isChain: true, waits: false)
            var stories: [[String]] = []
            for engine in [
                Engine.virtual(seed: number, faults: drawn.faults),
                Engine(seed: number, faults: drawn.faults),
            ] {
                let bench = TestBench(engine)
                var lives = try await whole(drawn, on: bench, id: "first").lives
                lives += try await whole(drawn, on: bench, id: "second").lives
                #expect(bench.violations == [], "workflow \(number)")
                stories.append(
                    lives.flatMap { ["\($0.status)"] + $0.events.map(\.description) }
                )
            }
            #expect(stories[0] == stories[1], "workflow \(number)")
        }
    }
}
