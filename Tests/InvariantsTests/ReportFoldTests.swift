import Faults
import TestSupport
import Testing
import Workflows

@testable import Invariants

@Suite("What reports print is what events amount to")
struct ReportFoldTests {
    /// Runs with retries, hits, a rollback and usage.
    private func runs() throws -> [ObservedRun] {
        let answer = AgentAnswer(
            output: PhaseOutput(text: "done"),
            usage: Usage(tokens: 7, costMicros: 5, calls: 2)
        )
        let crash = HealthyRuns.fault("crash", Crash()) { selector in
            selector.phase = "b"
            selector.times = 1
        }
        var world = SabotagedWorld(
            .honest,
            agents: ["a": .init(answers: [answer])],
            faults: [crash]
        )
        let chain: [Workflow.Phase] = [.init("a"), .init("b", needs: ["a"])]
        return [try world.run(.of(chain)), try world.run(.of(chain, run: "again"))]
    }

    private func violation(_ run: ObservedRun, _ record: RunRecord) -> InvariantViolation? {
        var observers = InvariantObservers([.reportIsFold])
        observers.begin(0, run.plan)
        observers.note(0, run.events[...])
        observers.end(0, isInterrupted: false, trace: run.trace, record: record)
        observers.endBatch()
        return observers.violations.first?.violation
    }

    @Test("the record of a run's own events holds")
    func honest() throws {
        for run in try runs() {
            let trace = try #require(run.trace)
            #expect(violation(run, trace.record) == nil)
        }
    }

    @Test(
        "a record that misses one kind of event is found, whichever",
        arguments: [
            (0, "attempt_started", "a is not reported as executed, its events say so"),
            (0, "retry_scheduled", "0 retries are reported, the events amount to 1"),
            (0, "cache_missed", "0 misses are reported, the events amount to 2"),
            (1, "cache_hit", "a is not reported as cached, its events say so"),
            (0, "attempt_ended", "no tokens are reported, the events amount to 7"),
            (0, "phase_committed", "a is reported with no output, its events say "),
        ]
    )
    func missing(run place: Int, kind: String, message: String) throws {
        let run = try runs()[place]
        let less = RunRecord(run: run.plan.run, events: run.events.filter { $0.kindName != kind })
        let found = try #require(violation(run, less)?.message)
        #expect(found.hasPrefix(message))
    }

    @Test("a record of another time is found")
    func duration() throws {
        let run = try runs()[0]
        let record = RunRecord(run: run.plan.run, events: run.events)
        let longer = record.repeated(by: run.plan.run, within: .seconds(99))
        #expect(violation(run, longer)?.message.hasPrefix("the run is reported with ") == true)
    }

    @Test("a ledger follows from what agents did, and what was never done is found")
    func effects() throws {
        var world = SabotagedWorld(.honest, agents: ["a": .init(effects: [AgentEffect("charge")])])
        let run = try world.run(.of([.init("a")]).identified(by: "scope"))
        let trace = try #require(run.trace)
        let entries = trace.effects
        let acts = trace.ledger.acts
        #expect(EffectFigures.objection(to: entries, acts) == nil)
        #expect(
            EffectFigures.objection(to: entries, acts + acts)
                == "charge is reported as asked for 1 times, agents asked 2 times"
        )
        #expect(EffectFigures.objection(to: [], acts) != nil)
        #expect(EffectFigures.objection(to: entries, []) != nil)
    }
}
