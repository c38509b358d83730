import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Running a suite", .timeLimit(.minutes(1)))
struct SuiteRunnerTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func scenario(_ name: String, status: String = "succeeded") throws -> Scenario {
        try rig.folder.load(
            """
            name: \(name)
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one, expect: {status: \(status)}}]
            """,
            as: "\(name).yaml"
        )
    }

    /// A scenario that is over only when `file` is next to it; `first` is done before it waits.
    private func waiting(_ name: String, for file: String, first: String = "true") throws
        -> Scenario
    {
        try rig.folder.load(
            """
            name: \(name)
            workflow: {phases: [{name: a}]}
            agents:
              a:
                process:
                  command:
                    - sh
                    - -c
                    - cd {scenario_dir}; \(first); until [ -e \(file) ]; do sleep 0.02; done
            runs: [{name: one}]
            """,
            as: "\(name).yaml"
        )
    }

    @Test("results are listed in the order of the scenarios, whichever ended first")
    func order() async throws {
        let scenarios = [
            try waiting("slow", for: "go"), try waiting("quick", for: ".", first: "touch go"),
        ]
        let log = ProgressLog()
        let result = await SuiteRunner(rig.runner(), jobs: 2, stopsAtFirstFailure: false)
            .run(scenarios) { log.add($0) }
        #expect(result.scenarios.map(\.name) == ["slow", "quick"])
        #expect(result.scenarios.map(\.status) == [.passed, .passed])
        #expect(!result.wasCancelled)
        #expect(log.lines.count == 4)
    }

    @Test("as many run at a time as there are jobs, and no more", arguments: [1, 2, 3])
    func jobs(count: Int) async throws {
        let scenarios = try (1...6).map { try scenario("s\($0)") }
        let log = ProgressLog()
        let result = await SuiteRunner(rig.runner(), jobs: count, stopsAtFirstFailure: false)
            .run(scenarios) { log.add($0) }
        #expect(result.scenarios.count == 6)
        #expect(log.mostAtOnce <= count)
        #expect(Set(log.lines).count == 12)
    }

    @Test("fewer than one job is one", arguments: [0, -3])
    func noJobs(count: Int) async throws {
        let scenarios = [try scenario("a"), try scenario("b")]
        let log = ProgressLog()
        _ = await SuiteRunner(rig.runner(), jobs: count, stopsAtFirstFailure: false)
            .run(scenarios) { log.add($0) }
        #expect(log.lines == ["started a", "ended a", "started b", "ended b"])
    }

    @Test("two jobs really overlap")
    func overlap() async throws {
        let scenarios = [
            try waiting("a", for: "b-there", first: "touch a-there"),
            try waiting("b", for: "a-there", first: "touch b-there"),
        ]
        let result = await SuiteRunner(rig.runner(), jobs: 2, stopsAtFirstFailure: false)
            .run(scenarios) { _ in }
        #expect(result.scenarios.map(\.status) == [.passed, .passed])
    }

    @Test(
        "after the first failure nothing starts, where that is asked for",
        arguments: [true, false]
    )
    func failFast(stops: Bool) async throws {
        let scenarios = [
            try scenario("a"), try scenario("b", status: "failed"), try scenario("c"),
        ]
        let log = ProgressLog()
        let result = await SuiteRunner(rig.runner(), jobs: 1, stopsAtFirstFailure: stops)
            .run(scenarios) { log.add($0) }
        #expect(result.scenarios.map(\.name) == ["a", "b", "c"])
        #expect(
            result.scenarios.map(\.status) == [.passed, .failed, stops ? .skipped : .passed]
        )
        #expect(result.scenarios.last?.skipReason == (stops ? "an earlier scenario failed" : nil))
        #expect(log.lines.contains("started c") == !stops)
    }

    @Test("each run and the invariants of each scenario are a case")
    func cases() async throws {
        let result = await SuiteRunner(rig.runner(), jobs: 1, stopsAtFirstFailure: false)
            .run([try scenario("a"), try scenario("b")]) { _ in }
        #expect(result.cases == 4)
    }

    @Test(
        "a suite that is cancelled keeps what had ended and what was in progress; the rest is skipped"
    )
    func cancelled() async throws {
        let scenarios = [
            try scenario("ended"), try waiting("hangs", for: "never", first: "touch started"),
            try scenario("after"),
        ]
        let runner = rig.runner()
        let folder = rig.folder
        let log = ProgressLog()
        let result = await withTaskGroup(of: SuiteResult?.self) { group in
            group.addTask {
                await SuiteRunner(runner, jobs: 1, stopsAtFirstFailure: false)
                    .run(scenarios) { log.add($0) }
            }
            group.addTask {
                while folder.content(of: "started") == nil, !Task.isCancelled {
                    try? await Task.sleep(for: .milliseconds(10))
                }
                return nil
            }
            var result: SuiteResult?
            while let next = await group.next() {
                if let next { result = next }
                group.cancelAll()
            }
            return result
        }
        #expect(result?.wasCancelled == true)
        #expect(result?.scenarios.map(\.name) == ["ended", "hangs", "after"])
        #expect(result?.scenarios.map(\.status) == [.passed, .failed, .skipped])
        #expect(result?.scenarios.last?.skipReason == "the suite was cancelled")
        let hanging = try #require(result?.scenarios.dropFirst().first)
        #expect(hanging.wasCancelled)
        #expect(hanging.breakage == "the suite was cancelled")
        #expect(hanging.runInProgress?.status == .cancelled)
        #expect(hanging.runInProgress?.record.attempts.values.reduce(0, +) == 1)
        // What was cancelled has no verdict: its expectations are not reported.
        #expect(hanging.failures.isEmpty)
        #expect(log.lines == ["started ended", "ended ended", "started hangs", "ended hangs"])
    }

    @Test("an empty suite is over at once")
    func empty() async throws {
        let result = await SuiteRunner(rig.runner(), jobs: 4, stopsAtFirstFailure: true)
            .run([]) { _ in }
        #expect(result.scenarios.isEmpty)
        #expect(result.cases == 0)
    }
}
