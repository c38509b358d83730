import Agents
import Faults
import Foundation
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("Draws of faults that do not move each other's")
struct IndependentDrawTests {
    private let phases: [Workflow.Phase] = [
        .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a"]),
    ]

    private let agents: [String: SimulatedAgent] = Dictionary(
        uniqueKeysWithValues: ["a", "b", "c"].map { name in
            let output = PhaseOutput(text: #"{"verdict":"good","by":"\#(name)"}"#)
            return (
                name,
                SimulatedAgent(
                    outputs: [output],
                    latency: .constant(.milliseconds(1500)),
                    tokens: 40,
                    costMicros: 1000,
                    frames: 4
                )
            )
        }
    )

    private func plan(seed: UInt64) throws -> RunPlan {
        try RunPlan.of(phases, seed: seed) { configuration in
            configuration.everywhere { phase in
                phase.validators = [.contains("good")]
                phase.attemptTimeout = .seconds(20)
                phase.timeToLive = .seconds(3600)
            }
        }
    }

    /// What was drawn where, over two repetitions: the second finds a cache.
    private func watched(
        _ faults: [Fault],
        _ plan: RunPlan,
        keepsPassings: Bool = false
    ) throws -> DrawWatch {
        var world = VirtualWorld(
            interference: DrawWatch(faults, keepsPassings: keepsPassings)
        )
        for number in 1...2 {
            let trace = world.run(plan.repeated(number), agents: agents)
            #expect(trace.events.last?.tag == .runEnded)
        }
        return try #require(world.interference as? DrawWatch)
    }

    /// What a comparison of many executions came to.
    private struct Comparison {
        /// The sites that both executions visited.
        var sites = 0
        /// What acted there that was compared.
        var actions = 0
        /// What was drawn of faults whose window is drawn.
        var inWindows = 0
        /// What was drawn in one and not in the other.
        var differences: [String] = []
        /// What acted anywhere.
        var acted: Set<String> = []
    }

    /// Compares what was drawn for the other faults with and without one, at each site that both visited.
    private func compare(
        _ all: DrawWatch,
        _ fewer: DrawWatch,
        without removed: Fault,
        of faults: [Fault],
        into comparison: inout Comparison
    ) {
        let rememberCalls = faults.contains { $0.injection.remembersCalls }
        let timed = Set(faults.filter { $0.selector.drawnWindow != nil }.map(\.id))
        for (key, there) in fewer.visits {
            guard let here = all.visits[key] else { continue }
            comparison.sites += 1
            // Where the other fault moved the time, something else may lie in a window that is the same.
            let moved = here.time == there.time ? [] : timed
            let others = here.chosen.subtracting(moved).subtracting([removed.id])
            if others != there.chosen.subtracting(moved) {
                comparison.differences.append("\(others), then \(there.chosen) at \(key)")
            }
            comparison.inWindows += others.intersection(timed).count
            // What is drawn acts, where the same comes there and what is taken away had no part in it.
            let isSame =
                !here.chosen.contains(removed.id) && here.passage == there.passage
                && moved.isEmpty
            // What counts calls may act otherwise: it counts those that the other fault led to.
            guard isSame, !rememberCalls else { continue }
            comparison.actions += here.acted.count
            if here.acted != there.acted {
                comparison.differences.append("\(here.acted), then \(there.acted) at \(key)")
            }
        }
        for id in all.visits.values.flatMap(\.acted) {
            comparison.acted.insert(id.split(separator: " ").prefix(2).joined(separator: " "))
        }
    }

    /// How many sets are drawn for whole runs: `scripts/fault-draws` asks for 10,000, and has the figures printed.
    private static let wanted = ProcessInfo.processInfo.environment["MOONLIGHT_DRAWS"]
        .flatMap(UInt64.init)

    @Test("taking a fault away moves no other's draw, in whole runs of 2,000 sets")
    func wholeRuns() throws {
        let count = max(Self.wanted ?? 2000, 2000)
        let drawing = try FaultSetDrawing()
        var source = SplitMix64(seed: 1)
        var comparison = Comparison()
        for seed in 1...count {
            let faults = drawing.faults(&source, likely: 0.05...0.6)
            let removed = faults[Int.random(in: faults.indices, using: &source)]
            let plan = try plan(seed: seed)
            let all = try watched(faults, plan)
            let fewer = try watched(faults.filter { $0.id != removed.id }, plan)
            #expect(all.repeated.isEmpty && fewer.repeated.isEmpty, "a site that repeats: \(seed)")
            compare(
                all,
                fewer,
                without: removed,
                of: faults,
                into: &comparison
            )
        }
        if Self.wanted != nil {
            print(
                "\(count) sets in whole runs: \(comparison.sites) sites that both executions visit, "
                    + "\(comparison.actions) firings compared, "
                    + "\(comparison.differences.count) draws moved"
            )
        }
        #expect(comparison.differences.prefix(3) == [])
        #expect(comparison.sites > 20_000)
        #expect(comparison.actions > 4_000)
        #expect(comparison.inWindows > 300)
        #expect(comparison.acted.count > drawing.candidates.count * 9 / 10)
    }

    /// Passes the sites of one run with drawn sets, with and without one of their faults and in different orders.
    private func comparison(ofSets count: Int, drawsByPlace: Bool = false) throws -> Comparison {
        let drawing = try FaultSetDrawing()
        let plan = try plan(seed: 1)
        let passings = try watched([], plan, keepsPassings: true).passings
        var source = SplitMix64(seed: 2)
        var comparison = Comparison()
        for _ in 0..<count {
            let faults = drawing.faults(&source, likely: 0.05...0.95)
            let removed = faults[Int.random(in: faults.indices, using: &source)]
            let others = faults.filter { $0.id != removed.id }
            let places = Set(faults.map(\.failpoint))
            let here = Array(
                passings.filter { places.contains($0.site.failpoint) }.shuffled(using: &source)
                    .prefix(8)
            )
            var all = DrawWatch(faults, drawsByPlace: drawsByPlace)
            var fewer = DrawWatch(others, drawsByPlace: drawsByPlace)
            for passing in here { all.pass(passing, of: plan) }
            for passing in here.shuffled(using: &source) { fewer.pass(passing, of: plan) }
            compare(
                all,
                fewer,
                without: removed,
                of: faults,
                into: &comparison
            )
        }
        return comparison
    }

    @Test("taking a fault away moves no other's draw, at the sites of a run with 10,000 sets")
    func sets() throws {
        let comparison = try comparison(ofSets: 10_000)
        #expect(comparison.differences.prefix(3) == [])
        #expect(comparison.sites > 50_000)
        #expect(comparison.actions > 10_000)
    }

    @Test("draws that depend on the order of declaration are found")
    func badTwin() throws {
        #expect(try comparison(ofSets: 100, drawsByPlace: true).differences.count > 10)
    }
}

extension DrawWatch {
    /// Lets something pass that passed elsewhere.
    fileprivate mutating func pass(_ passing: Passing, of plan: RunPlan) {
        var passage = passing.passage
        _ = pass(&passage, at: passing.site, of: enter(plan))
    }
}
