import Foundation
import Invariants
import JSON
import Reports
import Testing
import Workflows

@testable import Benchmarks

@Suite("The cost of an explored seed")
struct ExploredSpeedTests {
    private static func speed(seeds: Int) -> EngineSpeed {
        var effort = EngineSpeed.Effort()
        effort.batches = 3
        effort.seeds = seeds
        let clock = ContinuousClock()
        let start = clock.now
        return EngineSpeed(
            clock: clock,
            wall: { .zero },
            processor: { start.duration(to: clock.now) },
            folder: FileManager.default.temporaryDirectory.path,
            effort: effort
        )
    }

    @Test("five figures have their limits, and each invariant one; the JSON has them all")
    func figures() async throws {
        let figures = try await Self.speed(seeds: 100).figures(of: [.explored])
        let own = [
            "explored", "explored_50_faults", "explored_cache", "explored_journal",
            "explored_all", "explored_last",
        ]
        let observers = Invariant.standard.map { "explored_observer_\($0.rawValue)" }
        #expect(figures.map(\.mode) == own + ["explored_observers"] + observers)
        #expect(figures.prefix(5).compactMap(\.limit?.value) == [9, 11, 12, 13, 16])
        let most = try #require(figures.dropFirst(6).first?.limit?.value)
        #expect(abs(most - 0.2 * Double(Invariant.standard.count)) < 1e-9)
        #expect(figures.dropFirst(7).allSatisfy { $0.limit?.value == 0.2 })
        #expect(figures.prefix(7).allSatisfy { $0.microsecondsPerRun > 0 })
        let json = String(decoding: SpeedReport.json(figures), as: UTF8.self)
        let value = try #require(JSONValue(parsing: json))
        for (number, figure) in figures.enumerated() {
            #expect(value.value(at: "$.modes[\(number)].mode") == .text(figure.mode))
        }
        let lines = SpeedReport.text(figures).split(separator: "\n")
        #expect(lines.count == figures.count + 1)
        #expect(EngineSpeed.Mode.allCases.contains(.explored))
    }

    @Test("seeds without faults are not worth measuring")
    func light() throws {
        var workload = try ExploredWorkload(.init(probability: 0))
        #expect(throws: SpeedFailure.self) {
            _ = try Self.speed(seeds: 1).cost(&workload, 1..<50)
        }
    }

    @Test("a seed explored again is the same, another is not; more faults change neither")
    func seeds() throws {
        var plain = try ExploredWorkload()
        var loaded = try ExploredWorkload(.init(unlikelyFaults: 47, hasJournal: true))
        var hashes: Set<UInt64> = []
        var events = 0
        var firings = 0
        for seed in 1...300 as ClosedRange<UInt64> {
            let explored = try plain.explore(seed)
            #expect(try loaded.explore(seed) == explored)
            hashes.insert(explored.hash)
            events += explored.events
            firings += explored.firings
        }
        #expect(try plain.explore(7) == plain.explore(7))
        #expect(hashes.count == 300)
        #expect(events >= 45 * 300)
        #expect(firings >= 2 * 300)
    }
}
