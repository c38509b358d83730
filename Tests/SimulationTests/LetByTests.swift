import Agents
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

/// Faults that let nothing by: whatever passes is looked at.
private struct Thorough: Interference {
    var faults: DrawnFaults

    var isIdle: Bool { faults.isIdle }
    var tallies: [String: FaultTally] { faults.tallies }
    var remembersCalls: Bool { faults.remembersCalls }

    mutating func enter(_ plan: RunPlan, as run: String) -> Int { faults.enter(plan, as: run) }
    func failpoints(of plan: Int) -> FailpointSet { faults.failpoints(of: plan) }
    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool { false }

    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
        faults.pass(&passage, at: site, of: plan)
    }

    mutating func note(tokens: Int, at site: Site, of plan: Int) {
        faults.note(tokens: tokens, at: site, of: plan)
    }

    mutating func reset() { faults.reset() }
    mutating func continueFrom(_ tallies: [String: FaultTally]) { faults.continueFrom(tallies) }
}

/// Faults that count what they let by.
private struct Counting: Interference {
    var faults: DrawnFaults
    private(set) var letBy = 0

    init(_ faults: [Fault]) {
        self.faults = DrawnFaults(faults)
    }

    var isIdle: Bool { faults.isIdle }
    var tallies: [String: FaultTally] { faults.tallies }
    var remembersCalls: Bool { faults.remembersCalls }

    mutating func enter(_ plan: RunPlan, as run: String) -> Int { faults.enter(plan, as: run) }
    func failpoints(of plan: Int) -> FailpointSet { faults.failpoints(of: plan) }

    mutating func letsBy(_ spot: Spot, of plan: Int) -> Bool {
        let letsBy = faults.letsBy(spot, of: plan)
        if letsBy { letBy += 1 }
        return letsBy
    }

    mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
        faults.pass(&passage, at: site, of: plan)
    }

    mutating func note(tokens: Int, at site: Site, of plan: Int) {
        faults.note(tokens: tokens, at: site, of: plan)
    }

    mutating func reset() { faults.reset() }
    mutating func continueFrom(_ tallies: [String: FaultTally]) { faults.continueFrom(tallies) }
}

@Suite("What faults let by")
struct LetByTests {
    private let agents: [String: SimulatedAgent] = Dictionary(
        uniqueKeysWithValues: ["a", "b", "c"].map { name in
            let output = PhaseOutput(text: #"{"verdict":"good","by":"\#(name)"}"#)
            let agent = SimulatedAgent(
                outputs: [output],
                latency: .constant(.milliseconds(1500)),
                tokens: 40,
                costMicros: 1000,
                frames: 4
            )
            return (name, agent)
        }
    )

    private func plan(seed: UInt64) throws -> RunPlan {
        let phases: [Workflow.Phase] = [
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a"]),
        ]
        return try RunPlan.of(phases, seed: seed) { configuration in
            configuration.everywhere { phase in
                phase.validators = [.contains("good")]
                phase.attemptTimeout = .seconds(20)
                phase.timeToLive = .seconds(3600)
            }
        }
    }

    /// Two repetitions, of which the second finds a cache; gives all events.
    private func events(of plan: RunPlan, in world: inout VirtualWorld) -> [Event] {
        (1...2).flatMap { world.run(plan.repeated($0), agents: agents).events }
    }

    @Test("is counted as if everything were looked at, in the runs of 500 sets")
    func sets() throws {
        let drawing = try FaultSetDrawing()
        var source = SplitMix64(seed: 7)
        var (letBy, firings, mixed) = (0, 0, 0)
        for seed in 1...500 as ClosedRange<UInt64> {
            let faults = drawing.faults(&source, likely: 0.05...0.6)
            let plan = try plan(seed: seed)
            var quick = VirtualWorld(interference: Counting(faults))
            var thorough = VirtualWorld(
                interference: Thorough(faults: DrawnFaults(faults))
            )
            let events = events(of: plan, in: &quick)
            #expect(events == self.events(of: plan, in: &thorough), "set \(seed)")
            #expect(quick.tallies == thorough.tallies, "set \(seed)")
            letBy += (quick.interference as? Counting)?.letBy ?? 0
            firings += quick.tallies.values.map(\.firings).reduce(0, +)
            // Where several share a failpoint one can be passed and another fire.
            let shared = Dictionary(grouping: faults, by: \.failpoint).values.filter {
                $0.count > 1
            }
            mixed += shared.count { $0.contains { (quick.tallies[$0.id]?.firings ?? 0) > 0 } }
        }
        #expect(letBy > 1000)
        #expect(firings > 1000)
        #expect(mixed > 100)
    }
}
