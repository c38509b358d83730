import Faults
import Scenarios
import TestSupport
import Testing

@testable import Suites

/// A saved failure fails as long as what was found is there, and passes once it is mended.
@Suite("Saved failures")
struct SavedFailureTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func base(idempotent: Bool, kill: Bool = false) throws {
        try rig.folder.write(
            "base.yaml",
            """
            name: base
            workflow: {phases: [{name: pay}, {name: ship, needs: [pay]}]}
            config: {cache: {enabled: false}, timeout: {attempt: 10s}, retry: {initial: 1s, max_attempts: 2}}
            agents:
              pay: {simulated: {output: x, latency: 2s, effects: [{name: charge, idempotent: \(idempotent)}]}}
              ship: {simulated: {output: y}}
            faults: [{id: down, when: {phase: ship}, inject: server_error, expect: surfaced}]
            runs:
              - name: one
                \(kill ? "cancel: {at: 1h}" : "")
                expect: {status: failed, attempts: {pay: 9}}
            """
        )
    }

    private static let lost =
        "{id: lost, site: {run: one, phase: pay, attempt: 1}, inject: {hang: {point: after}}, expect: surfaced}"

    private func saved(_ faults: String = lost) -> String {
        """
        extends: base.yaml
        found: {invariant: effects_once, seed: 1, tool: 1.0.0, trace: ab}
        faults: [\(faults)]
        """
    }

    @Test("fails as long as the violation is there")
    func failing() async throws {
        try base(idempotent: false)
        let result = try await rig.run(saved())
        #expect(result.status == .failed)
        #expect(result.failures.map(\.violation) == ["effects_once"])
        #expect(result.faults.map(\.id) == ["lost"])
        #expect(result.faults.map(\.fired) == [1])
        #expect(result.seed == 1)
    }

    @Test(
        "passes once that is mended, whatever the scenario expects, and whatever becomes of an interruption",
        arguments: [false, true]
    )
    func mended(kill: Bool) async throws {
        try base(idempotent: true, kill: kill)
        let result = try await rig.run(saved())
        #expect(result.failures.map(\.message) == [])
        #expect(result.status == .passed)
    }

    @Test("a fault whose site is gone is reported, and fails nothing")
    func gone() async throws {
        try base(idempotent: true)
        let result = try await rig.run(
            saved(Self.lost.replacing("phase: pay", with: "phase: paid"))
        )
        #expect(result.status == .passed)
        #expect(result.isSaved)
        #expect(result.faults.map(\.outcome) == [.neverFired])
        #expect(
            result.faults.first?.reason
                == "its site is gone: there was no call at {run: one, phase: paid, attempt: 1}"
        )
    }

    @Test("what must hold always is judged")
    func always() async throws {
        try base(idempotent: true)
        let result = try await rig.run(saved() + "\nalways: {attempts: {pay: 1}}")
        #expect(result.failures.map(\.message) == ["expected always 1 attempts of pay, found 2"])
        #expect(result.status == .failed)
    }

    @Test("the same fault in any other file has to fire")
    func notSaved() async throws {
        try base(idempotent: true)
        let fault = Self.lost.replacing("attempt: 1", with: "attempt: 7")
        let result = try await rig.run(
            "extends: base.yaml\nfaults: [\(fault)]\nruns: [{name: one}]"
        )
        #expect(
            result.failures.map(\.found) == [
                "it never fired: its site is gone: there was no call at {run: one, phase: pay, attempt: 7}"
            ]
        )
    }
}
