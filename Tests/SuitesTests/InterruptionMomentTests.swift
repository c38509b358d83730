import Scenarios
import Testing
import Workflows

@testable import Suites

@Suite("When a run is killed or cancelled")
struct InterruptionMomentTests {
    private static let head = """
        name: moments
        workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
        config:
          cache: {enabled: false}
          retry: {initial: 4s, jitter: none, max_attempts: 2, on_exhausted: rollback}
          rollback: {policy: compensate}
          phases: {a: {compensate: undo}, b: {compensate: undo}}
        agents:
          a: {simulated: {output: one, latency: 2s}}
          b: {simulated: {output: two, latency: 2s}}
          c: {simulated: {output: six, latency: 2s}}
          undo: {simulated: {output: undone, latency: 2s}}

        """
    private static let twice =
        "faults: [{id: down, when: {phase: c, times: 2}, inject: server_error, expect: any}]\n"

    private func result(_ rest: String) async throws -> ScenarioResult {
        try await RunningRig().run(Self.head + rest)
    }

    private func failures(_ result: ScenarioResult) -> [String] {
        result.failures.map { "\($0.expected): \($0.found)" }
    }

    @Test(
        "each moment comes where it is named, and whoever resumes a killed run ends it",
        arguments: [
            // The moment, when it comes, and what is committed by then.
            ("at: 3s", "3s", "a"), ("at: 2s", "2s", "a"), ("at: 0s", "0s", ""),
            ("event: 1", "0s", ""), ("event: 3", "0s", ""), ("event: 5", "2s", "a"),
            ("during: a", "1s", ""), ("during: b", "3s", "a"), ("during: c", "5s", "a, b"),
            ("after: b", "4s", "a, b"),
        ]
    )
    func kill(moment: String, time: String, committed: String) async throws {
        let left = ["a", "b", "c"].filter { !committed.contains($0) }.joined(separator: ", ")
        let result = try await result(
            """
            runs:
              - {name: killed, kill: {\(moment)}, expect: {status: interrupted, duration: "<= \(time)"}}
              - {name: resumed, resume: killed, expect: {executed: [\(left)]}}
            """
        )
        #expect(failures(result) == [], "\(moment)")
        #expect(result.status == .passed)
    }

    @Test(
        "a run is cancelled at the same moments, and can be resumed",
        arguments: [
            ("at: 3s", "[b, c]"), ("event: 3", "[a, b, c]"), ("during: b", "[b, c]"),
            ("after: a", "[b, c]"),
        ]
    )
    func cancel(moment: String, left: String) async throws {
        let result = try await result(
            """
            runs:
              - {name: cancelled, cancel: {\(moment)}, expect: {status: cancelled}}
              - {name: resumed, resume: cancelled, expect: {executed: \(left)}}
            """
        )
        #expect(failures(result) == [])
    }

    @Test("killed in its work, an agent's work is half done")
    func half() async throws {
        let result = try await result("runs: [{name: one, kill: {during: b}}]")
        let record = try #require(result.runs.first?.repetitions.first?.record)
        #expect(record.executed == ["a", "b"])
        #expect(record.attempts == ["a": 1, "b": 1])
    }

    @Test(
        "killed in a backoff, a rollback or a compensation, it goes on from the decision",
        arguments: [
            // The next attempt is the second; what is undone is undone once, after whatever came.
            ("backoff", "{status: failed, rollbacks: 1, attempts: {c: 1}}"),
            ("rollback", "{status: failed, executed: []}"),
            ("compensation", "{status: failed, executed: []}"),
        ]
    )
    func decisions(step: String, expected: String) async throws {
        let result = try await result(
            """
            faults: [{id: down, when: {phase: c}, inject: server_error, expect: any}]
            config: {phases: {c: {retry: {max_attempts: 2}}}}
            runs:
              - {name: killed, kill: {during: \(step)}, expect: {status: interrupted}}
              - name: resumed
                resume: killed
                expect:
                  status: failed
                  error: {phase: c, kind: server_error}
                  events: [{kind: compensated, phase: b}, {kind: compensated, phase: a}]
            """.replacing("config: {phases: {c: {retry: {max_attempts: 2}}}}\n", with: "")
        )
        #expect(failures(result) == [])
        let killed = try #require(result.runs.first?.repetitions.first?.record)
        #expect(killed.status == nil)
        let resumed = try #require(result.runs.last?.repetitions.first?.record)
        #expect(resumed.executed == (step == "backoff" ? ["c"] : []))
    }

    @Test("a cancel that meets undoing lets it finish", arguments: ["compensation", "rollback"])
    func undoing(step: String) async throws {
        let result = try await result(
            """
            faults: [{id: down, when: {phase: c}, inject: server_error, expect: any}]
            runs:
              - name: one
                cancel: {during: \(step)}
                expect:
                  status: failed
                  error: {phase: c, kind: server_error}
                  events:
                    - {kind: compensated, phase: b, outcome: succeeded}
                    - {kind: compensated, phase: a, outcome: succeeded}
                    - {kind: run_ended, status: failed}
              - {name: two, cancel: {at: 11s}, expect: {status: failed, duration: 12s}}
            """
        )
        #expect(failures(result) == [])
    }

    @Test("a cancel in a backoff ends the run before the next attempt")
    func backoff() async throws {
        let result = try await result(
            Self.twice
                + "runs: [{name: one, cancel: {during: backoff}, expect: {attempts: {c: 1}, duration: 4s}}]"
        )
        #expect(failures(result) == [])
        #expect(result.runs.first?.repetitions.first?.status == .cancelled)
    }

    @Test("those that never come fail the scenario, and say what did")
    func silence() async throws {
        let result = try await result(
            """
            runs:
              - {name: b, kill: {during: backoff}}
              - {name: r, cancel: {during: rollback}}
              - {name: c, kill: {during: compensation}}
              - {name: e, kill: {event: 99}}
              - {name: f, cancel: {event: 17}}
              - {name: t, kill: {at: 6s}}
              - {name: x, kill: {during: a}}
              - {name: p, resume: x, kill: {after: c}}
              - {name: q, resume: p, kill: {during: a}}
            """
        )
        #expect(
            failures(result).filter { $0.hasPrefix("kill") || $0.hasPrefix("cancel") } == [
                "kill: {during: backoff}: there was no backoff: the run ended succeeded",
                "cancel: {during: rollback}: there was no rollback: the run ended succeeded",
                "kill: {during: compensation}: there was no compensation: the run ended succeeded",
                "kill: {event: 99}: the run ended succeeded with event 17",
                "cancel: {event: 17}: the run ended succeeded before it could be cancelled",
                "kill: {at: 6s}: the run ended succeeded after 6s, before that",
                "kill: {during: a}: a was committed before: the run ended succeeded",
            ]
        )
    }
}
