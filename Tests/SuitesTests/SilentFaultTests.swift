import Faults
import Scenarios
import TestSupport
import Testing

@testable import Suites

/// A fault that did not fire tested nothing, so the scenario fails; the reason says what there was to act on.
@Suite("A declared fault that cannot fire")
struct SilentFaultTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    @Test(
        "fails the scenario with what there was to act on",
        arguments: [
            (
                "at: agent.call, when: {phase: a, run: warm}, inject: crash",
                "no agent was called for the phase a in the run warm"
            ),
            (
                "at: cache.read, when: {phase: a, run: warm, window: 1h..2h}, inject: false_miss",
                "there was no look-up with phase: a, run: warm, window: 1h..2h"
            ),
            (
                "at: cache.write, when: {phase: a, run: warm}, inject: evict",
                "there was no store with phase: a, run: warm"
            ),
            (
                "at: validator, when: {phase: b}, inject: flip",
                "1 call of that phase or run, and none led to a validation"
            ),
            (
                "at: journal.read, when: {run: warm}, inject: truncated_tail",
                "there was no opening with run: warm"
            ),
            (
                "at: cache.read, when: {phase: a, run: warm, nth: 2}, inject: false_miss",
                "1 look-up matched, and none passed nth: 2, or false_miss changes nothing about it"
            ),
        ]
    )
    func reasons(fault: String, reason: String) async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {output: x, latency: 1s}}, b: {simulated: {output: y}}}
            faults: [{id: f, \(fault)}]
            runs:
              - {name: cold, expect: {executed: [a, b]}}
              - {name: warm, expect: {cached: [a, b]}}
            """
        )
        #expect(result.status == .failed)
        #expect(result.faults.map(\.outcome) == [.neverFired])
        #expect(result.faults.first?.fired == 0)
        #expect(result.faults.first?.reason == reason)
        #expect(result.failures.map(\.expected) == ["the fault \"f\" to fire"])
        #expect(result.failures.map(\.found) == ["it never fired: \(reason)"])
    }

    @Test(
        "counts the calls of runs that resume the one that it names, as faults do, but for one listed there",
        arguments: [
            ("faults: [F]", "1 call"), ("", "no agent was called for the phase b in the run one"),
        ]
    )
    func resumed(_ listed: String, _ reason: String) async throws {
        let fault = "{id: f, when: {phase: b, RUNattempt: 7}, inject: crash}"
        let isScenarios = !listed.isEmpty
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
            \(isScenarios ? listed.replacing("F", with: fault.replacing("RUN", with: "run: one, ")) : "")
            runs:
              - name: one
                cancel: {after: a}
                \(isScenarios ? "" : "faults: [\(fault.replacing("RUN", with: ""))]")
              - {name: two, resume: one}
            """
        )
        #expect(result.faults.first?.reason?.hasPrefix(reason) == true, "\(result.faults)")
    }
}
