import Locks
import Monitoring
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("What a suite adds to the history")
struct HistoryRecorderTests {
    private let rig: RunningRig
    private let recorder = HistoryRecorder(tool: "test")

    init() throws { rig = try RunningRig() }

    private func runner() -> ScenarioRunner {
        var surroundings = SuiteEnvironment(
            clock: ContinuousClock(),
            wall: { .seconds(1_000_000) },
            workspaces: "\(rig.folder.path)/workspaces",
            environment: rig.environment
        )
        surroundings.history = recorder
        return ScenarioRunner(surroundings)
    }

    private func run(_ text: String, number: Int = 0) async throws -> ScenarioResult {
        await runner().run(try rig.folder.load(text), number: number)
    }

    private static func text(_ rest: String) -> String {
        """
        name: drawn
        workflow: {phases: [{name: think}]}
        config: {cache: {enabled: false}}
        agents: {think: {simulated: {output: done, latency: {uniform: {min: 1s, max: 5s}}, tokens: 5}}}
        \(rest)

        """
    }

    @Test("of many repetitions the first 50 count, and those with a fired fault apart")
    func first() async throws {
        let result = try await run(
            Self.text(
                """
                faults: [{id: late, at: agent.call, when: {every: 3}, inject: {latency: {by: 5s}}, expect: any}]
                runs: [{name: load, repeat: 400}]
                """
            )
        )
        #expect(result.status == .passed)
        let histories = recorder.histories
        #expect(histories.map(\.key.isFaulted) == [false, true])
        #expect(histories.map(\.executions.count) == [50, 50])
        let plain = try #require(histories.first?.executions)
        #expect(plain.prefix(4).map(\.repetition) == [1, 2, 4, 5])
        #expect(plain.allSatisfy { $0.firedFaults.isEmpty && $0.hasPassed == true })
        #expect(plain.allSatisfy { $0.startedAt == .seconds(1_000_000) })
        #expect(Set(plain.map(\.identity)).count == 50)
        #expect(histories.last?.executions.first?.firedFaults == ["late"])
    }

    @Test("an execution is judged alone, also where not all of them must hold")
    func judged() async throws {
        _ = try await run(
            Self.text(
                "runs: [{name: load, repeat: 20, expect: {duration: \"<= 3s\", success: \">= 1%\"}}]"
            )
        )
        let executions = recorder.histories.flatMap(\.executions)
        #expect(executions.count == 20)
        for execution in executions {
            #expect(execution.hasPassed == (execution.duration <= .seconds(3)))
        }
        #expect(Set(executions.map(\.hasPassed)).count == 2)
    }

    @Test("seeds are executions of one series, in their order, whichever ended first")
    func seeds() async throws {
        let scenario = try rig.folder.load(Self.text("runs: [{name: once}]"))
        let variants = scenario.variants(of: 1...3)
        for number in [2, 0, 1] { _ = await runner().run(variants[number], number: number) }
        #expect(recorder.histories.map(\.key.variant) == [""])
        #expect(recorder.histories.flatMap(\.executions).map(\.seed) == [1, 2, 3])
    }

    @Test("a series takes no more than 50 of a whole suite, those of the first scenarios")
    func suite() {
        let key = SeriesKey(file: "a.yaml", scenario: "a", run: "cold", clock: .virtual)
        let row = ExecutionRow(
            startedAt: .zero,
            seed: 1,
            status: .succeeded,
            duration: .zero,
            phases: []
        )
        for scenario in (0..<90).reversed() {
            var numbered = row
            numbered.repetition = scenario
            recorder.take(
                [RunHistory(key: key, executions: [numbered])],
                at: .init(scenario: scenario, attempt: 1)
            )
        }
        #expect(recorder.histories.map { $0.executions.map(\.repetition) } == [Array(0..<50)])
    }

    @Test("of all series together an invocation adds 5,000, those of the first scenarios")
    func most() {
        func key(_ number: Int) -> SeriesKey {
            SeriesKey(file: "a.yaml", scenario: "a", run: "\(number)", clock: .virtual)
        }
        let row = ExecutionRow(
            startedAt: .zero,
            seed: 1,
            status: .succeeded,
            duration: .zero,
            phases: []
        )
        for scenario in [3, 1, 2, 0] {
            #expect(recorder.hasRoom(at: .init(scenario: scenario, attempt: 1)))
            let histories = (0..<4000).map { number in
                RunHistory(key: key(scenario * 10_000 + number), executions: [row])
            }
            recorder.take(histories, at: .init(scenario: scenario, attempt: 1))
        }
        #expect(!recorder.hasRoom(at: .init(scenario: 4, attempt: 1)))
        let runs = recorder.histories.compactMap { Int($0.key.run) }
        #expect(runs.count == 5000)
        #expect(runs.count { $0 < 10_000 } == 4000)
        #expect(runs.allSatisfy { $0 < 20_000 })
    }

    @Test("the same execution has one identity, another seed, tool or file gives another")
    func identity() async throws {
        let text = Self.text("runs: [{name: once}]")
        _ = try await run(text)
        let first = try #require(recorder.histories.first?.executions.first)
        for (tool, text) in [
            ("test", text), ("another", text), ("test", text.replacing("max: 5s", with: "max: 6s")),
        ] {
            let again = HistoryRecorder(tool: tool)
            var surroundings = SuiteEnvironment(
                clock: ContinuousClock(),
                wall: { .zero },
                workspaces: "\(rig.folder.path)/workspaces",
                environment: rig.environment
            )
            surroundings.history = again
            let scenario = try rig.folder.load(text)
            _ = await ScenarioRunner(surroundings).run(scenario, number: 0)
            let found = try #require(again.histories.first?.executions.first)
            let isSame = tool == "test" && text.contains("max: 5s")
            #expect((found.identity == first.identity) == isSame, "\(tool)")
        }
    }

    @Test("on a real clock every execution is its own, with its own series per time scale")
    func live() async throws {
        let text = """
            name: live
            clock: real
            time_scale: 0.001
            workflow: {phases: [{name: think}]}
            config: {cache: {enabled: false}}
            agents: {think: {simulated: {output: done, latency: 1s}}}
            runs: [{name: twice, repeat: 2}]

            """
        _ = try await run(text)
        let history = try #require(recorder.histories.first)
        #expect(history.key.clock == .real(timeScale: 0.001))
        #expect(history.executions.count == 2)
        #expect(history.executions.allSatisfy { $0.identity == nil && $0.duration > .zero })
    }

    @Test("the key of a program has its files also where the cache is off")
    func files() async throws {
        let text = """
            name: program
            workflow: {phases: [{name: think}]}
            config: {cache: {enabled: false}}
            agents: {think: {process: {command: [sh, "{scenario_dir}/think.sh"]}}}
            runs: [{name: once, repeat: 2}]

            """
        for script in ["echo one", "echo one", "echo two"] {
            try rig.folder.write("think.sh", script)
            let result = try await run(text)
            #expect(result.status == .passed, "\(result.failures)")
        }
        let keys = recorder.histories.flatMap(\.executions).flatMap(\.phases).map(\.key)
        #expect(keys.count == 6)
        #expect(!keys.contains(nil))
        #expect(Set(keys.prefix(4)).count == 1)
        #expect(Set(keys.suffix(2)).count == 1)
        #expect(keys.first != keys.last)
    }

    @Test("without a recorder nothing is noted, as for claims and benchmarks")
    func none() async throws {
        let result = try await rig.run(Self.text("runs: [{name: once}]"))
        #expect(result.status == .passed)
        #expect(recorder.histories.isEmpty)
    }
}
