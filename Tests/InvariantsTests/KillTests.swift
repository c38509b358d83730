import Invariants
import Simulation
import Testing
import Workflows

@Suite("Runs that are killed at every event, and resumed")
struct KillTests {
    /// What all kills of a shape came to.
    private struct Totals {
        var kills = 0
        var restored = 0
        var executed = 0
        var repeated = 0
        var undoneTwice = 0
        var worst = 0
    }

    private func ending(_ execution: KillShape.Execution) -> [String] {
        let record = execution.trace.record
        let error = execution.trace.error
        return [
            execution.trace.status.rawValue, record.digest.description,
            record.degraded.sorted().description,
            execution.trace.fallbacks.mapValues(\.text).description,
            error?.phase?.name ?? "", error?.failure.kind ?? "", error?.failure.message ?? "",
        ]
    }

    private func attempts(_ execution: KillShape.Execution) -> Int {
        execution.trace.record.attempts.values.reduce(0, +)
    }

    /// The attempts of an execution that no record of a commit covers.
    private func lost(_ killed: KillShape.Execution, _ earlier: Int) -> Int {
        var recorded: [PhaseID: Int] = [:]
        for event in killed.state.events.dropFirst(earlier) {
            if case .phaseCommitted(let phase, _, _) = event.kind {
                recorded[phase, default: 0] += 1
            }
        }
        var lost = 0
        for event in killed.trace.events {
            switch event.kind {
            case .phaseCommitted(let phase, _, _): recorded[phase, default: 0] -= 1
            case .attemptStarted(let phase, _, _) where recorded[phase, default: 0] <= 0: lost += 1
            default: break
            }
        }
        return lost
    }

    /// The phases that an execution's events, or the records of it, say are undone.
    private func undone(_ events: [Event]) -> Set<PhaseID> {
        Set(
            events.compactMap { event in
                if case .compensated(let phase, _, nil) = event.kind { phase } else { nil }
            }
        )
    }

    private func isUndoing(_ events: [Event]) -> Set<PhaseID> {
        Set(
            events.compactMap { event in
                if case .compensationStarted(let phase, _) = event.kind { phase } else { nil }
            }
        )
    }

    /// Checks what holds between a killed execution and the one that resumes it.
    private func check(
        _ killed: KillShape.Execution,
        _ resumed: KillShape.Execution,
        _ plan: RunPlan,
        _ totals: inout Totals
    ) throws {
        let runs = [killed, resumed].map { execution in
            ObservedRun(
                plan: plan,
                events: execution.trace.events,
                // A process can also die once it has said that the run is over.
                isInterrupted: execution.trace.events.last?.kindName != "run_ended"
            )
        }
        try #require(broken(runs) == [])
        // What was acknowledged is in the journal, as it was.
        for (phase, digest) in killed.trace.record.committed {
            try #require(killed.state.phases[phase]?.commit?.output.digest == digest)
        }
        let discarded = Set(
            resumed.trace.events.compactMap { event in
                if case .phaseDiscarded(let phase, _) = event.kind { phase } else { nil }
            }
        )
        let counted = Set(killed.state.phases.keys)
        let executed = resumed.trace.record.executed
        try #require(executed.intersection(counted).isSubset(of: discarded))
        let acknowledged = undone(killed.trace.events).union(undone(killed.state.events))
        try #require(isUndoing(resumed.trace.events).isDisjoint(with: acknowledged))
        totals.kills += 1
        totals.restored += counted.count
        totals.executed += executed.count
        totals.undoneTwice +=
            isUndoing(killed.trace.events).intersection(isUndoing(resumed.trace.events)).count
    }

    @Test(
        "each ends as if nothing had happened, and makes nothing twice that was committed",
        arguments: KillShape.all
    )
    func everyEvent(shape: KillShape) throws {
        let whole = try shape.execute()
        try #require(!whole.isInterrupted)
        var totals = Totals()
        for number in 1... {
            let killed = try shape.execute(killedAfter: number)
            guard killed.isInterrupted else { break }
            try #require(killed.trace.events.count == number)
            let resumed = try shape.execute(after: killed.entries)
            try #require(ending(resumed) == ending(whole), "killed after event \(number)")
            try check(killed, resumed, shape.plan, &totals)
            if shape.isStateless {
                let cached = try shape.execute(after: killed.entries, in: killed.world)
                try #require(ending(cached) == ending(whole), "killed after event \(number)")
                try check(killed, cached, shape.plan, &totals)
            }
            let repeated = attempts(killed) + attempts(resumed) - attempts(whole)
            try #require(repeated <= lost(killed, 0), "killed after event \(number)")
            totals.repeated += max(0, repeated)
            totals.worst = max(totals.worst, repeated)
        }
        let rounds = shape.isStateless ? 2 : 1
        #expect(totals.kills == whole.trace.events.count * rounds)
        print(
            "\(shape.testDescription): \(totals.kills) resumed kills, \(totals.restored) phases restored, "
                + "\(totals.executed) executed, \(totals.repeated) attempts repeated "
                + "(at most \(totals.worst) at a kill), \(totals.undoneTwice) compensations "
                + "started again before their record"
        )
    }

    @Test("so does a run that is killed twice", arguments: KillShape.all)
    func twice(shape: KillShape) throws {
        let whole = try shape.execute()
        var totals = Totals()
        // Both numbers step through all places of a phase's life.
        for first in stride(from: 1, to: whole.trace.events.count, by: 10) {
            let killed = try shape.execute(killedAfter: first)
            for second in stride(from: 3, to: whole.trace.events.count * 2, by: 3) {
                let again = try shape.execute(after: killed.entries, killedAfter: second)
                guard again.isInterrupted else { break }
                let resumed = try shape.execute(after: again.entries)
                try #require(ending(resumed) == ending(whole), "killed at \(first), then \(second)")
                try check(again, resumed, shape.plan, &totals)
            }
        }
        #expect(totals.kills > whole.trace.events.count / 2)
        print(
            "\(shape.testDescription): \(totals.kills) second kills, "
                + "\(totals.restored) phases restored, \(totals.executed) executed"
        )
    }

    @Test("all shapes could be made, and are what they say")
    func shapes() throws {
        #expect(KillShape.all.count == 5)
        let kinds = try KillShape.all.map { try Set($0.execute().trace.events.map(\.kindName)) }
        #expect(kinds[0].isSuperset(of: ["retry_scheduled", "revision_requested"]))
        #expect(KillShape.all[0].plan.phases.count == 20)
        #expect(kinds[1].isSuperset(of: ["rolled_back", "phase_discarded"]))
        #expect(kinds[2].isSuperset(of: ["compensated", "rolled_back"]))
        #expect(kinds[3].contains("phase_degraded"))
        #expect(kinds[4].isSuperset(of: ["hook_ended", "compensated"]))
    }
}
