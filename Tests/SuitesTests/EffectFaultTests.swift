import Faults
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Faults and what agents do to the world")
struct EffectFaultTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func text(
        effect: String,
        fault: String,
        runs: String = "runs: [{name: one}]",
        clock: String = "virtual"
    ) -> String {
        """
        name: x
        clock: \(clock)
        workflow: {phases: [{name: pay}, {name: ship, needs: [pay]}]}
        invariants: [committed_once]
        config: {retry: {delays: [1ms]}}
        agents:
          pay: {simulated: {output: paid, latency: 2ms, effects: [\(effect)]}}
          ship: {simulated: {output: shipped}}
        faults:
          - {id: lost, when: {phase: pay, times: 1}, inject: {crash: {point: after}}, \(fault)}
        \(runs)
        """
    }

    @Test("a lost answer is absorbed where the other side knows the key")
    func absorbed() async throws {
        let result = try await rig.run(text(effect: "charge", fault: "expect: absorbed"))
        #expect(result.failures.map(\.message) == [])
        #expect(result.faults == [FaultResult(id: "lost", fired: 1, visits: 2, outcome: .absorbed)])
        let effects = try #require(result.runs.first?.repetitions.first?.effects)
        #expect(effects.map(\.applied) == [1])
        #expect(effects.map(\.repeated) == [1])
    }

    @Test("the same is surfaced, though status and outputs are the same, where it charges twice")
    func surfaced() async throws {
        let effect = "{name: charge, idempotent: false}"
        let result = try await rig.run(text(effect: effect, fault: "expect: surfaced"))
        #expect(result.failures.map(\.message) == [])
        let fault = try #require(result.faults.first)
        #expect(fault.outcome == .surfaced)
        #expect(fault.reason == "charge is applied 2 times, without it once")
    }

    @Test("who expects it to be absorbed is told which effect differs")
    func told() async throws {
        let effect = "{name: charge, idempotent: false}"
        let result = try await rig.run(text(effect: effect, fault: "expect: absorbed"))
        #expect(
            result.failures.map(\.found)
                == ["surfaced in one: charge is applied 2 times, without it once"]
        )
    }

    @Test(
        "on a real clock an effect that is applied twice after the fault surfaces it",
        arguments: [("charge", "absorbed"), ("{name: charge, idempotent: false}", "surfaced")]
    )
    func live(effect: String, outcome: String) async throws {
        let result = try await rig.run(
            text(effect: effect, fault: "expect: \(outcome)", clock: "real")
        )
        #expect(result.failures.map(\.message) == [])
        #expect(result.faults.first?.outcome.rawValue == outcome)
        #expect(
            result.faults.first?.reason
                == (outcome == "surfaced"
                    ? "charge of pay was applied 2 times, as an effect that is not idempotent"
                    : nil)
        )
    }

    @Test("a resumed run's effects are those of all its executions, a repetition's its own")
    func executions() async throws {
        let result = try await rig.run(
            text(
                effect: "charge",
                fault: "expect: any",
                runs: """
                    runs:
                      - {name: one, kill: {after: pay}, expect: {status: interrupted, effects: {charge: 1}}}
                      - {name: rest, resume: one, expect: {executed: [ship], effects: {charge: 1}}}
                      - {name: many, repeat: 3, config: {cache: {enabled: false}}, expect: {effects: {charge: 1}}}
                      - {name: cached, expect: {executed: [], effects: {charge: 0}}}
                    """
            )
        )
        #expect(result.failures.map(\.message) == [])
        #expect(
            result.runs.map { $0.repetitions.map(\.effects.count) } == [[1], [1], [1, 1, 1], [0]]
        )
    }

    @Test("the ledger of a scenario breaks effects_once where a charge is made twice")
    func invariant() async throws {
        let effect = "{name: charge, idempotent: false}"
        let text = text(effect: effect, fault: "expect: surfaced")
            .replacing("[committed_once]", with: "[effects_once]")
        let result = try await rig.run(text)
        #expect(
            result.failures.map(\.found) == [
                "event 10 of one: charge of pay was applied 2 times, as an effect that is not idempotent"
            ]
        )
    }
}
