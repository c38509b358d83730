import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

/// What must hold whatever happens is judged beside what each run expects.
@Suite("What must hold always")
struct AlwaysTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func text(_ always: String, _ runs: String, faults: String = "[]") -> String {
        """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {cache: {enabled: false}, retry: {max_attempts: 2, initial: 1s}}
        agents: {a: {simulated: {output: x, effects: [charge]}}, b: {simulated: {}}}
        faults: \(faults)
        always: {\(always)}
        runs: \(runs)
        """
    }

    @Test("is judged in every run and repetition, at the place of its entry")
    func everyRun() async throws {
        let result = try await rig.run(
            text("attempts: {a: 1}", "[{name: one, repeat: 2}, {name: two}]", faults: Self.once)
        )
        #expect(result.status == .failed)
        let failure = try #require(result.failures.first)
        #expect(result.failures.count == 1)
        #expect(failure.expected == "always 1 attempts of a")
        #expect(failure.found == "2")
        #expect(failure.location == "x.yaml:6")
        #expect(failure.run == "one#2")
        #expect(failure.violation == "always")
        #expect(result.runs.first?.repetitions.failed == 1)
    }

    private static let once =
        "[{id: f, when: {run: one, phase: a, nth: 2}, inject: crash, expect: absorbed}]"

    @Test("holds where it holds, whatever the run expects besides")
    func holds() async throws {
        let always = "effects: {charge: \"<= 1\"}, attempts: {b: 1}"
        let result = try await rig.run(text(always, "[{name: one}, {name: two}]"))
        #expect(result.failures.map(\.message) == [])
        #expect(result.status == .passed)
    }

    @Test("a run that may fail must hold it all the same")
    func failing() async throws {
        let faults = "[{id: f, when: {phase: b}, inject: crash, expect: surfaced}]"
        let result = try await rig.run(
            text("status: succeeded", "[{name: one, expect: {status: failed}}]", faults: faults)
        )
        #expect(result.failures.map(\.expected) == ["always status succeeded"])
    }

    @Test("a share of executions that must hold excuses none")
    func share() async throws {
        let runs = "[{name: one, repeat: 4, expect: {success: \">= 50%\"}}]"
        let faults = "[{id: f, when: {repetition: 3}, inject: crash, expect: any}]"
        let result = try await rig.run(text("status: succeeded", runs, faults: faults))
        #expect(result.failures.map(\.run) == ["one#3"])
        #expect(result.failures.map(\.violation) == ["always"])
    }

    @Test("one that was killed is not judged, and what resumes it is")
    func killed() async throws {
        let runs = "[{name: one, kill: {after: a}}, {name: two, resume: one}]"
        let held = try await rig.run(text("status: succeeded", runs))
        #expect(held.failures.map(\.message) == [])
        let missed = try await rig.run(
            text(
                "status: failed",
                runs.replacing("resume: one", with: "resume: one, expect: {attempts: {b: 1}}")
            )
        )
        #expect(missed.failures.map(\.run).contains("two"))
        #expect(!missed.failures.map(\.run).contains("one"))
    }

    @Test("is judged of one execution by itself")
    func byItself() async throws {
        let scenario = try rig.folder.load(
            text("attempts: {a: 2}", "[{name: one}, {name: two}]", faults: Self.once)
        )
        let judge = AlwaysJudge(scenario)
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        let executed = try await session.executeAll().flatMap(\.self)
        let found = executed.map { judge.failures(of: $0, $0.trace.record).map(\.message) }
        #expect(found == [1, 2].map { _ in ["expected always 2 attempts of a, found 1"] })
    }

    @Test("files are looked for in the workspace of a real clock")
    func live() async throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {process: {command: [sh, -c, "touch there"]}}}
            always: {files: [there, missing]}
            runs: [{name: one}]
            """
        let result = try await rig.run(text)
        #expect(result.failures.map(\.expected) == ["always the file missing"])
    }
}
