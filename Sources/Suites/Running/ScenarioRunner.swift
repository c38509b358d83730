package import Scenarios
internal import Runtime
internal import Storage
internal import Workflows

/// Runs one scenario in the fitting world and judges it.
package struct ScenarioRunner: Sendable {
    /// What the user asked for.
    package struct Options: Sendable {
        /// A seed in place of each scenario's own.
        package var seed: UInt64?
        /// How much real time a scenario may take, in place of its own limit.
        package var timeLimit: Duration?
        /// How often a scenario on a real clock that failed is retried.
        package var retries = 0

        /// The repetition that alone is executed, of runs that have as many.
        package var repetition: Int?

        /// Nothing out of the ordinary.
        package init() {}
    }

    private let surroundings: SuiteEnvironment
    private let options: Options
    private let prerequisites: Prerequisites

    /// A runner.
    package init(_ surroundings: SuiteEnvironment, options: Options = Options()) {
        self.surroundings = surroundings
        self.options = options
        prerequisites = Prerequisites(surroundings)
    }

    /// Why a scenario is not to be run, `nil` where all that it requires is there.
    package func missing(for scenario: Scenario) async -> String? {
        scenario.prerequisites.isEmpty ? nil : await prerequisites.missing(for: scenario)
    }

    /// Runs a scenario; `number` keeps its workspaces apart from those of others.
    package func run(_ scenario: Scenario, number: Int) async -> ScenarioResult {
        let start = surroundings.clock.now
        if let missing = await missing(for: scenario) {
            return skipped(scenario, because: missing)
                .blanked(scenario.secrets(in: surroundings.environment))
        }
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
        result.stateFolder = surroundings.state?.folder
        await keepFirstFailure(of: scenario, in: &result, since: start)
        result.wallTime = start.duration(to: surroundings.clock.now)
        return result.blanked(scenario.secrets(in: surroundings.environment))
    }

    /// Stores the repetition that failed first, so that it can be shown, where that changes nothing.
    private func keepFirstFailure(
        of scenario: Scenario,
        in result: inout ScenarioResult,
        since start: ContinuousClock.Instant
    ) async {
        let isShared = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        guard scenario.isVirtual, !isShared, !result.wasCancelled, let state = surroundings.state,
            let failed = FailedRepetition(of: scenario, in: result)
        else { return }
        let limit = options.timeLimit ?? scenario.timeLimit
        let isCancelled: @Sendable () -> Bool = { [clock = surroundings.clock] in
            Task.isCancelled || limit.map { clock.now >= start.advanced(by: $0) } ?? false
        }
        // That it isn't stored is not a failure of the scenario.
        let id = try? await failed.store(
            scenario,
            seed: result.seed,
            in: state,
            at: surroundings.wall(),
            isCancelled: isCancelled
        )
        if let id { result.note(failed, storedAs: id) }
    }

    /// The result of a scenario that was not run, or not to its end.
    package func skipped(_ scenario: Scenario, because reason: String) -> ScenarioResult {
        var result = ScenarioJudge.empty(scenario, seed: options.seed ?? scenario.seed)
        result.status = .skipped
        result.skipReason = reason
        return result
    }

    private func watching(_ number: Int) -> (@Sendable (Event) -> Void)? {
        guard let watch = surroundings.watch else { return nil }
        return { watch(number, $0) }
    }

    private func follower(of scenario: Scenario, _ number: Int) -> (any ExecutionFollower)? {
        guard let follow = surroundings.follow else { return nil }
        let secrets = scenario.secrets(in: surroundings.environment)
        return follow(number) { secrets.blanked($0) }
    }

    private func attempt(_ scenario: Scenario, _ number: Int, try count: Int) async
        -> ScenarioResult
    {
        let task = ScenarioTask(
            scenario: scenario,
            seed: options.seed ?? scenario.seed,
            surroundings: surroundings,
            workspace: "\(number)-\(count)",
            recorder: EventRecorder(
                { try surroundings.events?(number) },
                runs: { try surroundings.runs?(number) }
            ),
            follower: follower(of: scenario, number),
            watch: watching(number),
            repetition: options.repetition,
            place: HistoryRecorder.Place(scenario: number, attempt: count)
        )
        do {
            guard let limit = options.timeLimit ?? scenario.timeLimit else {
                return try await task.run(until: nil)
            }
            let name = options.timeLimit == nil ? "time_limit" : "--timeout"
            return try await task.run(within: limit, called: name)
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
