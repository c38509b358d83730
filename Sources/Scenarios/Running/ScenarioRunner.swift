internal import Storage
internal import Workflows

/// Runs one scenario in the fitting world and judges it.
package struct ScenarioRunner: Sendable {
    /// What a runner needs of the machine that it runs on.
    package typealias Surroundings = RunnerSurroundings

    /// What the user asked for.
    package struct Options: Sendable {
        /// A seed in place of each scenario's own.
        package var seed: UInt64?
        /// How much real time a scenario may take, in place of its own limit.
        package var timeLimit: Duration?
        /// How often a scenario on a real clock that failed is tried again.
        package var retries = 0

        /// Nothing out of the ordinary.
        package init() {}
    }

    private let surroundings: Surroundings
    private let options: Options

    /// A runner.
    package init(_ surroundings: Surroundings, options: Options = Options()) {
        self.surroundings = surroundings
        self.options = options
    }

    /// Runs a scenario; `number` keeps its workspaces apart from those of others.
    package func run(_ scenario: Scenario, number: Int) async -> ScenarioResult {
        let start = surroundings.clock.now
        var result = await attempt(scenario, number, try: 1)
        var failedTries: [[ExpectationFailure]] = []
        while !scenario.isVirtual, result.status == .failed,
            failedTries.count < options.retries, !Task.isCancelled
        {
            failedTries.append(result.failures)
            result = await attempt(scenario, number, try: failedTries.count + 1)
        }
        if result.status == .passed, !failedTries.isEmpty { result.status = .flaky }
        result.failedTries = failedTries
        result.wallTime = start.duration(to: surroundings.clock.now)
        return result.blanked(scenario.secrets(in: surroundings.environment))
    }

    /// The result of a scenario that was not run, or not to its end.
    package func skipped(_ scenario: Scenario, because reason: String) -> ScenarioResult {
        var result = ScenarioJudge.empty(scenario, seed: options.seed ?? scenario.seed)
        result.status = .skipped
        result.skipReason = reason
        return result
    }

    private func attempt(_ scenario: Scenario, _ number: Int, try count: Int) async
        -> ScenarioResult
    {
        let task = ScenarioTask(
            scenario: scenario,
            seed: options.seed ?? scenario.seed,
            surroundings: surroundings,
            workspace: "\(number)-\(count)",
            recorder: EventRecorder { try surroundings.events?(number) }
        )
        do {
            guard let limit = options.timeLimit ?? scenario.timeLimit else {
                return try await task.run(until: nil)
            }
            return try await task.run(within: limit)
        } catch let failure as StorageFailure {
            var result = ScenarioJudge.empty(scenario, seed: task.seed)
            result.breakage = "\(failure)"
            result.infrastructureFailure = "\(failure)"
            return result
        } catch {
            var result = ScenarioJudge.empty(scenario, seed: task.seed)
            result.breakage = "the workflow has no order: \(error)"
            return result
        }
    }
}
