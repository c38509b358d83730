import Faults
import Invariants
import Simulation
import TestSupport
import Testing

@testable import Workflows

@Suite("Limits that a fault lowered")
struct LoweredLimitTests {
    /// A fault, and what is said where nobody heeds it.
    struct Lowering: Sendable, CustomTestStringConvertible {
        let type: any Injection
        let message: String

        var testDescription: String { type.type.name }
    }

    private static let lowerings = [
        Lowering(
            type: FewerPermits(1),
            message: "attempt 1 of c makes 2 agents at work, at most 1 may be"
        ),
        Lowering(
            type: FewerTokens(250),
            message: "attempt 1 of c succeeds although 300 tokens are used, at most 250 are allowed"
        ),
        Lowering(
            type: LowerCost(2_000_000),
            message: "attempt 1 of c succeeds although 3 is spent, at most 2 is allowed"
        ),
    ]

    /// Faults that say that they act, and change nothing where they should lower something.
    private struct Unheeded: Interference {
        var faults: DrawnFaults

        var isIdle: Bool { faults.isIdle }
        var tallies: [String: FaultTally] { faults.tallies }
        mutating func enter(_ plan: RunPlan, as run: String) -> Int { faults.enter(plan, as: run) }
        func failpoints(of plan: Int) -> FailpointSet { faults.failpoints(of: plan) }
        mutating func pass(_ passage: inout Passage, at site: Site, of plan: Int) -> [FiredFault] {
            let before = passage
            defer { passage = before }
            return faults.pass(&passage, at: site, of: plan)
        }
        mutating func reset() { faults.reset() }
        mutating func continueFrom(_ tallies: [String: FaultTally]) {
            faults.continueFrom(tallies)
        }
    }

    private let agents = CostlyAgents.all

    private func plan() throws -> RunPlan {
        try RunPlan.of([
            .init("a"), .init("b", needs: ["a"]), .init("c", needs: ["a"]),
            .init("d", needs: ["a", "b", "c"]),
        ])
    }

    /// What invariants say of a run that a fault disturbs from its first attempt on, and of one that goes on with it where
    /// that one's process dies.
    private func message(
        _ lowering: Lowering,
        isHeeded: Bool,
        dies: Bool,
        knowsLimits: Bool = true
    ) throws -> String? {
        var selector = FaultSelector()
        selector.phase = "a"
        let fault = Fault(
            id: "lower",
            failpoint: .resource,
            selector: selector,
            inject: lowering.type
        )
        let drawn = DrawnFaults([fault])
        var world = VirtualWorld(interference: isHeeded ? drawn : Unheeded(faults: drawn))
        let limits = try #require(fault.limits)
        var observers = InvariantObservers(lowering: knowsLimits ? ["lower": limits] : [:])
        for life in 0...(dies ? 1 : 0) {
            var order = VirtualOrder(plan: try plan(), agents: agents)
            order.life = life
            if life == 0, dies { order.death = .afterCommit(of: "a") }
            if life > 0 {
                order.restoration = try world.restoration(of: "main")
                order.recordedEntries = world.journal(of: "main").count
            }
            let trace = try #require(world.run([order]).first)
            observers.begin(0, order.plan)
            observers.note(0, trace.events[...])
            observers.end(0, isInterrupted: trace.status == .interrupted, trace: trace)
            observers.endBatch()
        }
        #expect(observers.violations.allSatisfy { $0.invariant == .bounds })
        return observers.violations.first?.violation.message
    }

    @Test("count from when it acts", arguments: lowerings)
    func lowered(lowering: Lowering) throws {
        #expect(try message(lowering, isHeeded: true, dies: false) == nil)
        let found = try message(lowering, isHeeded: false, dies: false)
        #expect(found == lowering.message)
    }

    @Test("count in the run that goes on, too", arguments: lowerings)
    func resumed(lowering: Lowering) throws {
        #expect(try message(lowering, isHeeded: true, dies: true) == nil)
        let found = try message(lowering, isHeeded: false, dies: true)
        #expect(found == lowering.message)
    }

    @Test("are what is configured where nobody says what the fault lowers", arguments: lowerings)
    func unknown(lowering: Lowering) throws {
        let found = try message(lowering, isHeeded: false, dies: false, knowsLimits: false)
        #expect(found == nil)
    }

    @Test("a process that dies leaves no agent at work")
    func died() throws {
        var selector = FaultSelector()
        selector.phase = "b"
        selector.nth = 3
        let kill = Fault(id: "k", failpoint: .process, selector: selector, inject: Kill())
        var world = VirtualWorld(faults: [kill])
        let plan = try RunPlan.of([.init("a"), .init("b", needs: ["a"])]) {
            $0.isParallel = false
        }
        let trace = try #require(world.run([VirtualOrder(plan: plan, agents: agents)]).first)
        #expect(trace.status == .succeeded)
        #expect(trace.record.attempts["b"] == 2)
        var observers = InvariantObservers()
        observers.begin(0, plan)
        observers.note(0, trace.events[...])
        observers.end(0, isInterrupted: false, trace: trace)
        observers.endBatch()
        #expect(observers.violations.isEmpty)
    }
}
