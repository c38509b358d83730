internal import Invariants
package import Runtime
internal import Storage
internal import Workflows

/// Runs one scenario in the fitting world and judges it.
package struct ScenarioRunner: Sendable {
    /// What a runner needs of the machine that it runs on.
    package struct Surroundings: Sendable {
        /// Where real time comes from.
        package let clock: ContinuousClock
        /// A folder for workspaces; each scenario gets its own below it.
        package let workspaces: String
        /// The environment that process agents can take declared variables from.
        package let environment: [String: String]
        /// The wall time since 1970.
        package let wall: @Sendable () -> Duration
        /// Where runs are recorded, and results shared; `nil` where nothing is left behind.
        package var state: ScenarioState?
        /// This program, for runs whose process is to die.
        package var tool: ToolChild?

        /// Describes the surroundings.
        package init(
            clock: ContinuousClock,
            wall: @escaping @Sendable () -> Duration,
            workspaces: String,
            environment: [String: String]
        ) {
            self.clock = clock
            self.wall = wall
            self.workspaces = workspaces
            self.environment = environment
        }
    }

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
        var result = await attempt(scenario, "\(number)-1")
        var failedTries: [[ExpectationFailure]] = []
        while !scenario.isVirtual, result.status == .failed,
            failedTries.count < options.retries, !Task.isCancelled
        {
            failedTries.append(result.failures)
            result = await attempt(scenario, "\(number)-\(failedTries.count + 1)")
        }
        if result.status == .passed, !failedTries.isEmpty { result.status = .flaky }
        result.failedTries = failedTries
        result.wallTime = start.duration(to: surroundings.clock.now)
        return result
    }

    /// The result of a scenario that was not run, or not to its end.
    package func skipped(_ scenario: Scenario, because reason: String) -> ScenarioResult {
        var result = ScenarioJudge.empty(scenario, seed: options.seed ?? scenario.seed)
        result.status = .skipped
        result.skipReason = reason
        return result
    }

    private func attempt(_ scenario: Scenario, _ workspace: String) async -> ScenarioResult {
        let seed = options.seed ?? scenario.seed
        do {
            guard let limit = options.timeLimit ?? scenario.timeLimit else {
                let executed = try await execute(scenario, seed, workspace, until: nil)
                return try ScenarioJudge(
                    scenario,
                    seed: seed,
                    executed: executed,
                    isCalledOff: { Task.isCancelled }
                ).result()
            }
            let (executed, isLate) = try await execute(scenario, seed, workspace, within: limit)
            var result = try ScenarioJudge(
                scenario,
                seed: seed,
                executed: executed,
                // What was late is not compared with anything.
                isCalledOff: { isLate || Task.isCancelled }
            ).result()
            if isLate {
                result.status = .failed
                result.breakage = "the scenario was not over after \(DurationText.text(limit))"
            }
            return result
        } catch let failure as StorageFailure {
            var result = ScenarioJudge.empty(scenario, seed: seed)
            result.breakage = "\(failure)"
            result.infrastructureFailure = "\(failure)"
            return result
        } catch {
            var result = ScenarioJudge.empty(scenario, seed: seed)
            result.breakage = "the workflow has no order: \(error)"
            return result
        }
    }

    private func execute(
        _ scenario: Scenario,
        _ seed: UInt64,
        _ workspace: String,
        until deadline: ContinuousClock.Instant?
    ) async throws -> [[ExecutedRun]] {
        if scenario.isVirtual {
            return try executeVirtually(scenario, seed, until: deadline)
        }
        var scale = 1.0
        if case .real(let timeScale) = scenario.clock { scale = timeScale }
        let secrets = scenario.secrets(in: surroundings.environment)
        let session = LiveSession(
            scenario: scenario,
            seed: seed,
            surroundings: LiveWorld.Surroundings(
                clock: surroundings.clock,
                wall: surroundings.wall,
                workspaces: "\(surroundings.workspaces)/\(workspace)",
                environment: surroundings.environment,
                secrets: secrets,
                timeScale: scale
            ),
            state: surroundings.state,
            tool: surroundings.tool
        )
        return try await session.execute()
    }

    /// Executes a scenario on a virtual clock, and keeps what it recorded.
    private func executeVirtually(
        _ scenario: Scenario,
        _ seed: UInt64,
        until deadline: ContinuousClock.Instant?
    ) throws -> [[ExecutedRun]] {
        let isShared = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        let wall = surroundings.wall()
        let executed = try VirtualSession.execute(
            scenario,
            seed: seed,
            shared: isShared ? surroundings.state?.results : nil,
            wall: isShared ? wall : nil,
            keepsJournal: surroundings.state != nil
        ) {
            Task.isCancelled || deadline.map { surroundings.clock.now >= $0 } ?? false
        }
        guard let state = surroundings.state else { return executed }
        return try executed.map { runs in
            let ids = try state.keep(runs, of: scenario, at: wall)
            return zip(runs, ids).map { run, id in
                var trace = run.trace
                trace.storedID = id
                return ExecutedRun(plan: run.plan, trace: trace, visits: run.visits)
            }
        }
    }

    /// Executes a scenario and calls it off when its time is up.
    private func execute(
        _ scenario: Scenario,
        _ seed: UInt64,
        _ workspace: String,
        within limit: Duration
    ) async throws -> ([[ExecutedRun]], isLate: Bool) {
        let deadline = surroundings.clock.now.advanced(by: limit)
        return try await withThrowingTaskGroup(of: [[ExecutedRun]]?.self) { group in
            group.addTask { try await execute(scenario, seed, workspace, until: deadline) }
            group.addTask {
                try? await surroundings.clock.sleep(until: deadline)
                return nil
            }
            var executed: [[ExecutedRun]] = []
            var isLate = false
            while let next = try await group.next() {
                if let next { executed = next } else if !group.isCancelled { isLate = true }
                group.cancelAll()
            }
            return (executed, isLate || surroundings.clock.now >= deadline)
        }
    }
}
