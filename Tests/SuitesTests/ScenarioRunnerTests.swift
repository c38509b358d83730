import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Running a scenario")
struct ScenarioRunnerTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private static let jittered = """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        seed: 4
        config: {retry: {jitter: full}}
        agents:
          a: {simulated: {outputs: [x, y], latency: {lognormal: {median: 1s, p90: 9s}}}}
          b: {simulated: {latency: {uniform: {min: 1s, max: 9s}}}}
        faults: [{id: f, when: {probability: 40%}, inject: server_error}]
        runs:
          - name: cold
            repeat: 20
          - name: warm
        """

    @Test("the result says what was run")
    func head() async throws {
        let result = try await rig.run(
            """
            name: the scenario
            workflow: full
            agents: {planner: &s {simulated: {}}, designer: *s, coder: *s, reviewer: *s,
              executor: *s}
            runs: [{name: one}]
            """
        )
        #expect(result.name == "the scenario")
        #expect(result.file == "x.yaml")
        #expect(result.className == "x")
        #expect(result.workflow == "full")
        #expect(result.isVirtual)
        #expect(result.status == .passed)
        #expect(result.runs.map(\.location) == ["x.yaml:5"])
        #expect(result.breakage == nil)
        #expect(result.replayCommand() == "moonlight run x.yaml --seed 0")
    }

    @Test("the same scenario gives the same bytes, and another seed gives others")
    func hermetic() async throws {
        let first = try await rig.run(Self.jittered)
        let lines = rig.events.text
        let second = try await rig.run(Self.jittered)
        let secondLines = rig.events.text
        let other = try await rig.run(Self.jittered) { $0.seed = 5 }
        #expect(!lines.isEmpty)
        #expect(secondLines == lines)
        #expect(first.traceHash == second.traceHash)
        #expect(first.failures == second.failures)
        #expect(other.traceHash != first.traceHash)
        #expect(first.seed == 4)
        #expect(other.seed == 5)
    }

    @Test("a seed of the command line takes the scenario's place, and a run keeps its own")
    func seeds() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            seed: 4
            agents: {a: {simulated: {}}}
            runs:
              - {name: one, expect: {status: failed}}
              - {name: two, seed: 9, expect: {status: failed}}
            """
        ) {
            $0.seed = 7
        }
        #expect(result.failures.map(\.seed) == [7, 9])
        #expect(result.seed == 7)
    }

    @Test("a run may be repeated; each repetition is judged")
    func repetitions() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {outputs: [x, y, z]}}}
            config: {cache: {enabled: false}}
            runs:
              - name: one
                repeat: 4
                expect: {output: {a: {contains: z}}}
            """
        )
        #expect(result.runs.count == 1)
        #expect(result.runs.first?.repetitions.map(\.id) == ["one#1", "one#2", "one#3", "one#4"])
        #expect(result.failures.map(\.run) == ["one#1", "one#2"])
    }

    @Test("runs share cache and clock, and time passes between them")
    func sharedState() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {latency: 1s}}}
            config: {cache: {ttl: 1h}}
            runs:
              - {name: cold, expect: {executed: [a]}}
              - {name: early, advance: 3599s, expect: {cached: [a]}}
              - {name: late, advance: 1s, expect: {executed: [a]}}
            """
        )
        #expect(result.failures.map(\.message) == [])
        #expect(result.status == .passed)
    }

    @Test("the lines hold the events of all runs in order")
    func lines() async throws {
        _ = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one}, {name: two, repeat: 2}]
            """
        )
        let lines = rig.events.text.split(separator: "\n")
        let starts = lines.filter { $0.contains("run_started") }
        #expect(starts.count == 3)
        #expect(starts.first?.contains(#""run":"one""#) == true)
        #expect(starts.last?.contains(#""repeat":2"#) == true)
        #expect(lines.last?.contains("run_ended") == true)
    }

    @Test("a virtual scenario is not retried: it would end the same")
    func noRetries() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one, expect: {status: failed}}]
            """
        ) {
            $0.retries = 3
        }
        #expect(result.status == .failed)
        #expect(result.failedTries == [])
    }

    @Test("a virtual scenario that takes too much real time is broken off and fails")
    func timeLimit() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            time_limit: 50ms
            agents: {a: {simulated: {}}}
            runs: [{name: one, repeat: 1000000}, {name: two}]
            """
        )
        #expect(result.status == .failed)
        #expect(result.breakage == "the scenario was not over after 50ms (time_limit)")
        #expect((result.runs.first?.repetitions.total ?? .max) < 1_000_000)
    }

    @Test("a limit of the command line takes the place of the file's")
    func otherLimit() async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            time_limit: 1us
            agents: {a: {simulated: {}}}
            runs: [{name: one}]
            """
        ) {
            $0.timeLimit = .seconds(3600)
        }
        #expect(result.status == .passed)
    }

    @Test("one that is cancelled has no verdict but failed, and says so")
    func cancelled() async throws {
        let scenario = try rig.folder.load(Self.jittered)
        let runner = rig.runner()
        let result = await withTaskGroup(of: ScenarioResult.self) { group in
            group.cancelAll()
            group.addTask { await runner.run(scenario, number: 1) }
            return await group.next()
        }
        #expect(result?.status == .failed)
        #expect(result?.breakage == "the scenario was cancelled before its end")
        #expect(result?.runs.map(\.repetitions.count) == [0, 0])
    }
}
