import Faults
import Invariants
import TestSupport
import Testing
import Workflows

@testable import Scenarios

/// A saved failure extends the scenario that it was found in, and is judged by what holds whatever happens.
@Suite("A saved failure as a file")
struct FoundDecodingTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "base.yaml",
            """
            name: base
            seed: 3
            seeds: 1..4
            climate: incident
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents: {a: {simulated: {}}, b: {simulated: {}}}
            invariants: {except: [liveness]}
            always: {attempts: {a: 1}}
            faults:
              - {id: own, when: {phase: a}, inject: {rate_limit: {retry_after: 1s}}, expect: surfaced}
            runs:
              - name: one
                faults: [{id: listed, inject: hang}]
                expect: {status: failed, faults: {own: surfaced}}
              - {name: two, resume: one}
            claims: [{name: c, baseline: one, candidate: two, speedup: ">= 3"}]
            """
        )
    }

    private static let found =
        "{invariant: liveness, seed: 7, tool: \"1.2\", schema: 1, trace: 0aB9}"

    private func text(found: String = found, faults: String = "[]") -> String {
        """
        extends: base.yaml
        found: \(found)
        faults: \(faults)
        """
    }

    @Test("says where it comes from; its seed is the one that it was found with")
    func origin() throws {
        let scenario = try folder.load(text())
        #expect(
            scenario.found
                == FoundFailure(violation: "liveness", seed: 7, tool: "1.2", trace: "0aB9")
        )
        #expect(scenario.found?.invariant == .liveness)
        #expect(scenario.seed == 7)
        #expect(scenario.name == "base")
        #expect(
            try folder.load(text(found: Self.found.replacing("liveness", with: "always")))
                .found?.invariant == nil
        )
    }

    @Test("what the scenario that it extends expects is void, and its faults are replaced")
    func void() throws {
        let base = try ScenarioLoader(workingDirectory: folder.path).load("base.yaml")
        #expect(base.runs.map(\.expectations.count) == [2, 1])
        #expect(base.faults.count > 2)
        let scenario = try folder.load(
            text(
                faults:
                    "[{id: f, site: {run: one, phase: a, attempt: 1}, inject: hang, expect: absorbed}]"
            )
        )
        #expect(scenario.runs.map(\.expectations.count) == [0, 0])
        #expect(scenario.faults.map(\.fault.id) == ["f"])
        #expect(scenario.faults.map(\.fault.expectation) == [.any])
        #expect(scenario.claims.isEmpty)
        #expect(scenario.seeds == nil)
        #expect(scenario.climate == nil)
        #expect(scenario.always.count == 1)
    }

    @Test("the invariant that did not hold is judged, whatever else is")
    func judged() throws {
        let base = try ScenarioLoader(workingDirectory: folder.path).load("base.yaml")
        #expect(!base.invariants.contains(.liveness))
        let scenario = try folder.load(text())
        #expect(scenario.invariants == Invariant.standard)
        let other = Self.found.replacing("liveness", with: "determinism")
        #expect(try folder.load(text(found: other)).invariants.contains(.determinism))
    }

    @Test("a site that is gone is no mistake of the file")
    func gone() throws {
        let fault = "{id: f, site: {run: none, phase: nowhere, attempt: 1}, inject: hang}"
        let scenario = try folder.load(text(faults: "[\(fault)]"))
        #expect(scenario.faults.first?.fault.selector.site?.phase == "nowhere")
    }

    @Test(
        "what says nothing of where it comes from is a mistake at its place",
        arguments: [
            (
                "{invariant: livenes, seed: 7, tool: x, trace: ab}",
                "x.yaml:2:20: error: found.invariant: expected"
            ),
            (
                "{invariant: always, tool: x, trace: ab}",
                "x.yaml:2:8: error: found: missing required key \"seed\""
            ),
            (
                "{invariant: always, seed: 7, tool: x, trace: xyz}",
                "x.yaml:2:53: error: found.trace: expected 1 to 64 hexadecimal digits, found \"xyz\""
            ),
            (
                "{invariant: always, seed: 7, tool: x, schema: 2, trace: ab}",
                "x.yaml:2:54: error: found.schema: expected"
            ),
        ]
    )
    func mistakes(found: String, line: String) throws {
        let lines = try folder.complaints(about: text(found: found))
        #expect(lines.count == 1)
        #expect(lines.first?.hasPrefix(line) == true, "\(lines)")
    }

    @Test(
        "what a fault injects is kept as it is declared",
        arguments: [
            ("hang", "\"hang\""), ("{hang: {point: after}}", #"{"hang":{"point":"after"}}"#),
            ("{rate_limit: {retry_after: 1s}}", #"{"rate_limit":{"retry_after":"1s"}}"#),
        ]
    )
    func injected(written: String, kept: String) throws {
        let site = "site: {run: one, phase: a, attempt: 1}"
        let scenario = try folder.load(text(faults: "[{id: f, \(site), inject: \(written)}]"))
        #expect(scenario.faults.map(\.inject) == [kept])
        let again = try folder.load(text(faults: "[{id: f, \(site), inject: \(kept)}]"))
        #expect(again.faults.map(\.fault) == scenario.faults.map(\.fault))
    }
}
