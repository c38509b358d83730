import Faults
import Invariants
import TestSupport
import Testing
import Workflows

@Suite("Invariants in worlds that lose, repeat and change what passes")
struct SabotageTests {
    @Test(
        "the invariant reports what the sabotage leads to, and nothing without it",
        arguments: Sabotage.all
    )
    func reported(_ sabotage: Sabotage) throws {
        #expect(broken(try sabotage.scene(.honest)) == [])
        let runs = try sabotage.scene(sabotage.filter)
        let violation = try #require(sabotage.invariant.violation(in: runs))
        #expect(runs.contains { $0.plan.run.id == violation.run })
        // The same where all invariants are asked.
        var observers = InvariantObservers()
        for run in runs {
            let hasEffects = !run.effects.isEmpty || !run.owed.isEmpty
            observers.begin(0, run.plan, hasEffects: hasEffects)
            observers.note(0, run.events[...])
            if hasEffects { observers.note(0, run.effects, owed: run.owed) }
            observers.end(0, isInterrupted: run.isInterrupted, trace: run.trace)
            observers.endBatch()
        }
        let found = observers.violations.first { $0.invariant == sabotage.invariant }
        #expect(found?.violation == violation)
    }

    @Test("without its invariant a sabotage is not reported", arguments: Sabotage.all)
    func removed(_ sabotage: Sabotage) throws {
        let runs = try sabotage.scene(sabotage.filter)
        let rest = Invariant.standard.filter { $0 != sabotage.invariant }
        #expect(found(in: runs, by: rest) == sabotage.others)
        #expect(
            found(in: runs, by: Invariant.standard) == sabotage.others.union([sabotage.invariant])
        )
    }

    /// What these invariants report, all asked together.
    private func found(in runs: [ObservedRun], by invariants: [Invariant]) -> Set<Invariant> {
        var observers = InvariantObservers(invariants)
        for run in runs {
            let hasEffects = !run.effects.isEmpty || !run.owed.isEmpty
            observers.begin(0, run.plan, hasEffects: hasEffects)
            observers.note(0, run.events[...])
            if hasEffects { observers.note(0, run.effects, owed: run.owed) }
            observers.end(0, isInterrupted: run.isInterrupted, trace: run.trace)
            observers.endBatch()
        }
        return Set(observers.violations.map(\.invariant))
    }

    @Test(
        "every invariant has a sabotage here, but for those that look at more than runs",
        arguments: Invariant.allCases
    )
    func complete(_ invariant: Invariant) {
        // What is said of faults is sabotaged below; a second execution needs a scenario: `SecondExecutionTests`.
        guard invariant != .faultAccounting, !invariant.needsSecondExecution else { return }
        #expect(Sabotage.all.contains { $0.invariant == invariant })
    }

    @Test("a firing of which the run is not told is not accounted for", arguments: [false, true])
    func firings(isLost: Bool) throws {
        var filter = Sabotage.Filter.honest
        if isLost {
            filter.signal = { signal, _ in
                if case .faultInjected = signal { [] } else { [signal] }
            }
        }
        let fault = HealthyRuns.fault("crash", Crash()) { $0.attempt = 1...1 }
        var world = SabotagedWorld(filter, faults: [fault])
        let run = try world.run(.of([.init("a")]))
        #expect(run.trace?.status == .succeeded)
        #expect(world.tallies["crash"]?.firings == 1)
        var accounting = FaultAccounting()
        accounting.note(run.plan.run, run.events, .succeeded)
        let reported = AccountedFault(id: "crash", firings: 1, account: "absorbed")
        let message = accounting.violation(in: [reported])?.message
        #expect(
            message == (isLost ? "the fault \"crash\" fired 1 times, 0 events say so" : nil)
        )
        guard !isLost else { return }
        let silent = AccountedFault(id: "crash", firings: 1, account: nil)
        #expect(accounting.violation(in: [silent])?.sequence == 5)
        #expect(accounting.violation(in: [])?.message.hasSuffix("nobody declared it") == true)
    }

    @Test(
        "a message says who, in which attempt, what was found and what was allowed",
        arguments: [
            (Invariant.requestBudget, "b has made 9 calls with attempt 1, at most 3 are allowed"),
            (.deadline, "the run ends at 20s, the deadline is 15s"),
            (.bounds, "the run rolls back 2 times because of a, at most 1 are allowed"),
            (.legalTransitions, "b waits for its turn: cache_missed cannot follow"),
            (.cacheAccounting, "a look-up of b has a second answer"),
            (.liveness, "the run hangs: a call of b never ended, and no timeout bounds it"),
        ]
    )
    func messages(_ invariant: Invariant, _ message: String) throws {
        let sabotage = try #require(Sabotage.all.first { $0.invariant == invariant })
        let runs = try sabotage.scene(sabotage.filter)
        #expect(invariant.violation(in: runs)?.message == message)
    }
}

extension Invariant {
    /// Those whose tests change events, and compare with what is found over whole arrays.
    static let tampered: [Invariant] = [
        .corruptionClosed,
        .oneEnding, .dependencyOrder, .attemptBudget, .backoffBounds, .cacheHonesty,
        .committedOnce, .compensationOrder,
    ]
}

/// The invariants among those of tampered events that find a violation.
func brokenByTampering(_ runs: [ObservedRun]) -> [Invariant] {
    Invariant.tampered.filter { $0.violation(in: runs) != nil }
}
