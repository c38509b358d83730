import Scenarios
import TestSupport
import Testing

@testable import Suites

@Suite("Expectations")
struct ExpectationTests {
    let rig: RunningRig

    init() throws {
        rig = try RunningRig()
        try rig.folder.write("alpha.txt", "alpha")
        try rig.folder.write("beta.txt", "beta")
    }

    /// Two phases that take 1 s and 2 s; the second fails once and waits 1 s.
    private func scenario(_ entry: String) -> String {
        """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        seed: 9
        agents:
          a: {simulated: {output: alpha, latency: 1s}}
          b: {simulated: {output: '{"n": 1, "list": [1, "two"], "none": null}',
                          files: {deep/b.txt: beta.txt}, latency: 2s, tokens: 500, cost: 0.25,
                          effects: [mail, {name: note, idempotent: false}]}}
        faults:
          - {id: once, when: {phase: b, attempt: 1, run: one}, inject: server_error}
          - {id: never, when: {phase: b, run: two}, inject: {latency: 0s}}
        runs:
          - name: one
            expect:
              \(entry)
          - name: two
            config: {cache: {enabled: false}}
        """
    }

    @Test("an entry that holds is silent", arguments: Entry.holding)
    func holds(entry: Entry) async throws {
        let result = try await rig.run(scenario(entry.yaml))
        #expect(result.failures.map(\.message) == [])
    }

    @Test("one that does not is one failure, with its place", arguments: Entry.failing)
    func fails(entry: Entry) async throws {
        let result = try await rig.run(scenario(entry.yaml))
        #expect(
            result.failures == [
                ExpectationFailure(
                    expected: entry.expected,
                    found: entry.found,
                    location: "x.yaml:15",
                    run: "one",
                    seed: 9
                )
            ]
        )
        #expect(result.status == .failed)
    }

    @Test(
        "where no agent reports its usage, no bound on it holds",
        arguments: ["tokens", "cost"]
    )
    func unknownUsage(key: String) async throws {
        let text = scenario("\(key): 0..1000000")
            .replacing(", tokens: 500, cost: 0.25", with: "")
        let result = try await rig.run(text)
        #expect(result.failures.map(\.expected) == ["\(key) 0..1000000"])
        #expect(result.failures.map(\.found) == ["no agent that says"])
    }

    @Test("each entry that does not hold is reported with its own line")
    func several() async throws {
        let result = try await rig.run(
            scenario(
                """
                executed: [a]
                      cached: []
                      attempts:
                        a: 1
                        b: 7
                """
            )
        )
        #expect(result.failures.map(\.location) == ["x.yaml:15", "x.yaml:19"])
    }

    @Test("without a status a run must succeed, and its place is the run's")
    func impliedStatus() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: {retry: {max_attempts: 1}}
            agents: {a: {simulated: {}}}
            faults: [{id: f, inject: {server_error: {status: 502}}}]
            runs:
              - name: one
                expect: {error: {phase: a, kind: server_error}}
            """
        )
        #expect(
            result.failures == [
                ExpectationFailure(
                    expected: "status succeeded",
                    found: "status failed in a: server_error: status 502",
                    location: "x.yaml:7",
                    run: "one",
                    seed: 0
                )
            ]
        )
    }

    @Test("an output that is missing is reported with the run's ending")
    func missingOutput() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: {retry: {max_attempts: 1}}
            agents: {a: {simulated: {}}}
            faults: [{id: f, inject: crash}]
            runs:
              - name: one
                expect:
                  status: failed
                  output: {a: {contains: x}}
            """
        )
        #expect(result.failures.map(\.expected) == [#"an output of a that contains "x""#])
        #expect(
            result.failures.map(\.found) == [
                "no output; status failed in a: crash: the agent died (before its work)"
            ]
        )
    }

    @Test("same_output_as compares what was committed", arguments: [true, false])
    func sameOutput(isSame: Bool) async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            runs:
              - name: one
              - name: two
                agents: {a: {version: 2, simulated: {output: \(isSame ? "x" : "y")}}}
                expect:
                  same_output_as: one
            """
        )
        #expect(result.failures.map(\.location) == (isSame ? [] : ["x.yaml:9"]))
        #expect(
            result.failures.first?.expected.hasPrefix("the outputs of one, digest ")
                == (isSame ? nil : true)
        )
    }

    @Test("a long output is cut in a failure")
    func excerpt() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: \(String(repeating: "y", count: 1000))}}}
            runs: [{name: one, expect: {output: {a: {contains: x}}}}]
            """
        )
        let head = String(repeating: "y", count: 400)
        #expect(result.failures.map(\.found) == ["\"\(head)\" and 600 bytes more"])
    }
}
