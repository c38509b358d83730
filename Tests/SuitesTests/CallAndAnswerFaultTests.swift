import Faults
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Faults at calls and answers, over the runs of a scenario")
struct CallAndAnswerFaultTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    @Test("a quota lets runs wait, in one minute that slides over them all")
    func quota() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: {cache: {enabled: false}, retry: {max_attempts: 2}}
            agents: {a: {simulated: {output: x, latency: 10s}}}
            faults: [{id: q, inject: {quota: {requests_per_minute: 2}}, expect: absorbed}]
            runs:
              - {name: one, expect: {duration: 10s}}
              - {name: two, expect: {duration: 10s}}
              - {name: three, expect: {duration: 50s, attempts: {a: 2}}}
              - {name: four, expect: {duration: 10s, attempts: {a: 1}}}
            """
        )
        #expect(result.failures.map(\.message) == [])
        #expect(result.runs.flatMap { $0.repetitions.flatMap(\.failures) }.map(\.message) == [])
        #expect(result.faults == [FaultResult(id: "q", fired: 1, visits: 5, outcome: .absorbed)])
    }

    @Test("beside a quota another fault is judged with the refusals that there were")
    func comparedBesideQuota() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {enabled: false}, retry: {max_attempts: 3, initial: 1s}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
            faults:
              - {id: dies, when: {phase: a, attempt: 1}, inject: {crash: {point: after}}, expect: absorbed}
              - {id: q, inject: {quota: {requests_per_minute: 2}}, expect: absorbed}
            runs: [{name: one, repeat: 2}]
            """
        )
        #expect(result.failures.map(\.message) == [])
        #expect(result.faults.map(\.outcome) == [.absorbed, .absorbed])
        #expect(result.faults.allSatisfy { $0.fired > 0 })
    }

    @Test("tokens that are written down count from admission")
    func tokens() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: {cache: {enabled: false}, retry: {max_attempts: 2}}
            agents: {a: {simulated: {output: x, latency: 15s, tokens: 60}}}
            faults: [{id: q, inject: {quota: {tokens_per_minute: 100}}}]
            runs: [{name: one}, {name: two, expect: {duration: 60s, attempts: {a: 2}}}]
            """
        )
        #expect(result.status == .passed, "\(result.failures)")
        #expect(result.faults.map(\.fired) == [1])
    }

    @Test(
        "one that never fired says why, at each of the two failpoints",
        arguments: [
            ("{phase: a}", "stale", "1 answer matched, and stale changes nothing about it"),
            (
                "{phase: a, nth: 1}", "{truncate: {at: 1KiB}}",
                "1 answer matched, and none passed nth: 1, or truncate changes nothing about it"
            ),
            (
                "{phase: b}", "empty",
                "1 call of that phase or run, and none led to an answer"
            ),
            (
                "{phase: a, attempt: 7}", "empty",
                "1 call of that phase or run, and none led to an answer with attempt: 7"
            ),
            ("{phase: c}", "empty", "no agent was called for the phase c"),
            (
                "{phase: a, repetition: 4}", "empty",
                "1 call of that phase or run, and none led to an answer with repetition: 4"
            ),
        ]
    )
    func neverFired(selector: String, type: String, reason: String) async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
            config: {retry: {max_attempts: 1}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}, c: {simulated: {}}}
            faults:
              - {id: down, when: {phase: b}, inject: auth}
              - {id: f, at: agent.output, when: \(selector), inject: \(type)}
            runs: [{name: one, expect: {status: failed}}]
            """
        )
        #expect(result.faults.last?.outcome == .neverFired)
        #expect(result.faults.last?.reason == reason)
    }

    @Test("a quota with room for all says so")
    func room() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            faults: [{id: q, inject: {quota: {requests_per_minute: 5}}}]
            runs: [{name: one}]
            """
        )
        #expect(result.faults.first?.reason == "1 call matched, and quota changes nothing about it")
    }

    @Test("a repetition can be selected; what is not repeated is the first", arguments: [1, 2])
    func repetition(number: Int) async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: {cache: {enabled: false}}
            agents: {a: {simulated: {}}}
            faults: [{id: f, when: {repetition: \(number)}, fail: 9, inject: ack_lost}]
            runs:
              - {name: often, repeat: 3, expect: {status: failed}}
              - {name: once, expect: {status: \(number == 1 ? "failed" : "succeeded")}}
            """
        )
        #expect(result.faults.map(\.fired) == [number == 1 ? 6 : 3])
    }
}
