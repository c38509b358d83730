import Agents
import Faults
import Invariants
import Simulation
import TestSupport
import Testing
import Workflows

@Suite("A host that is blind to damaged records")
struct BlindOpeningTests {
    /// Faults that fire at `journal.read` and leave what is read as it was: a reader that checks nothing.
    private struct Blind: Interference {
        var drawn: DrawnFaults

        var isIdle: Bool { drawn.isIdle }
        var tallies: [String: FaultTally] { drawn.tallies }
        mutating func enter(_ plan: RunPlan, as run: String) -> Int {
            drawn.enter(plan, as: run)
        }
        func failpoints(of plan: Int) -> FailpointSet { drawn.failpoints(of: plan) }

        mutating func pass(
            _ passage: inout Passage,
            at site: Site,
            of plan: Int
        ) -> [FiredFault] {
            let honest = passage
            let fired = drawn.pass(&passage, at: site, of: plan)
            if case .journal = honest { passage = honest }
            return fired
        }

        mutating func reset() { drawn.reset() }

        mutating func continueFrom(_ tallies: [String: FaultTally]) { drawn.continueFrom(tallies) }
    }

    private func run(_ injection: any Injection, isBlind: Bool) throws -> ObservedRun {
        var selector = FaultSelector()
        selector.phase = "b"
        selector.times = 1
        let drawn = DrawnFaults([
            Fault(id: "kill", failpoint: .process, selector: selector, inject: Kill()),
            Fault(id: "f", failpoint: .journalRead, inject: injection),
        ])
        let faults: any Interference = isBlind ? Blind(drawn: drawn) : drawn
        var world = VirtualWorld(interference: faults)
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])])
        let agent = SimulatedAgent(outputs: [.init(text: "done")])
        let trace = world.run(plan, agents: ["a": agent, "b": agent])
        #expect(trace.firings["f"] == 1)
        return ObservedRun(plan: plan, events: trace.events)
    }

    @Test(
        "breaks corruption_closed, and one that sees does not",
        arguments: [TruncatedTail() as any Injection, BitFlip(), OldVersion()]
    )
    func found(injection: any Injection) throws {
        let seeing = try run(injection, isBlind: false)
        let blind = try run(injection, isBlind: true)
        #expect(Invariant.corruptionClosed.violation(in: [seeing]) == nil)
        #expect(Invariant.corruptionClosed.violation(in: [blind]) != nil)
        for invariant in Invariant.allCases where invariant != .corruptionClosed {
            #expect(invariant.violation(in: [seeing]) == nil, "\(invariant.rawValue)")
        }
    }
}
