import Scenarios
import Testing
import Workflows

@testable import Suites

@Suite("Interruptions that do nothing")
struct InterruptionTests {
    private static let head = """
        name: idle
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {cache: {enabled: false}, retry: {max_attempts: 1, on_exhausted: degrade},
          phases: {a: {fallback: none}, b: {fallback: none}}}
        agents: {a: {simulated: {latency: 1s}}, b: {simulated: {outputs: [one, two], latency: 1s}}}

        """

    /// What a run is found to lack, as `expected: found`.
    private func failures(_ rest: String) async throws -> [String] {
        let result = try await RunningRig().run(Self.head + rest)
        let failures = result.runs.flatMap { run in run.repetitions.flatMap(\.failures) }
        #expect(result.status == (failures.isEmpty ? .passed : .failed))
        return failures.map { "\($0.expected): \($0.found)" }
    }

    private static let down =
        "faults: [{id: b is down, when: {phase: b}, inject: server_error, expect: any}]\n"

    @Test("fail the scenario, and say why")
    func idle() async throws {
        let never = "b was never committed: the run ended degraded"
        let found = try await failures(
            Self.down + """
                runs:
                  - {name: killed, kill: {after: b}}
                  - {name: cancelled, cancel: {after: b}}
                  - {name: late, cancel: {at: 1h}}

                """
        )
        #expect(
            found == [
                "kill: {after: b}: \(never)", "cancel: {after: b}: \(never)",
                "cancel: {at: 1h}: the run ended degraded after 1s, before that",
            ]
        )
    }

    @Test("a restart before anything ran loses nothing")
    func restart() async throws {
        let found = try await failures(
            "runs: [{name: one, restart: true}, {name: two, restart: true}]"
        )
        #expect(
            found == [
                "restart: true, after something that it loses: nothing was executed before it"
            ]
        )
    }

    @Test("those that happen are not failures")
    func effective() async throws {
        let found = try await failures(
            """
            runs:
              - {name: killed, kill: {after: a}}
              - {name: resumed, resume: killed, cancel: {at: 500ms}}
              - {name: again, resume: resumed}
              - {name: some, repeat: 3, cancel: {at: 1500ms}}
              - {name: whole, kill: {after: b}}
              - {name: finished, resume: whole, expect: {executed: []}}

            """
        )
        #expect(found == [])
    }

    @Test("a second resume of one run finds nothing to do, and pays nobody twice")
    func twoResumes() async throws {
        let found = try await failures(
            """
            runs:
              - {name: first, kill: {after: a}}
              - {name: second, resume: first, expect: {executed: [b], output: {b: {contains: one}}}}
              - {name: third, resume: first, expect: {executed: [], output: {b: {contains: one}}}}

            """
        )
        #expect(
            found == [
                "resume: first, with something left to do: it has ended succeeded: nothing is left to do"
            ]
        )
    }

    @Test("a second resume continues where the first one stopped")
    func resumeOfAResume() async throws {
        let found = try await failures(
            """
            runs:
              - {name: first, cancel: {at: 0s}}
              - {name: second, resume: first, kill: {after: a}, expect: {executed: [a]}}
              - {name: third, resume: first, expect: {executed: [b]}}

            """
        )
        #expect(found == [])
    }
}
