internal import Faults
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
                return try await ScenarioJudge(
                    scenario,
                    seed: seed,
                    executed: executed,
                    isCancelled: { Task.isCancelled }
                ).result()
            }
            let (executed, isLate) = try await execute(scenario, seed, workspace, within: limit)
            var result = try await ScenarioJudge(
                scenario,
                seed: seed,
                executed: executed,
                // What was late is not compared with anything.
                isCancelled: { isLate || Task.isCancelled }
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
    ) async throws -> ExecutedScenario {
        if scenario.isVirtual {
            return try await executeVirtually(scenario, seed, until: deadline)
        }
        let world = LiveSessionWorld(
            scenario,
            seed: seed,
            surroundings: surroundings.live(for: scenario, workspace: workspace),
            state: surroundings.state,
            tool: surroundings.tool
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        // When the task is cancelled, the current run is, and no other starts.
        var executed = ExecutedScenario(
            runs: try await session.executeAll { Task.isCancelled }
        )
        executed.tallies = session.world.basis.tallies
        return executed
    }

    /// Executes a scenario on a virtual clock, and keeps what it recorded.
    private func executeVirtually(
        _ scenario: Scenario,
        _ seed: UInt64,
        until deadline: ContinuousClock.Instant?
    ) async throws -> ExecutedScenario {
        let isShared = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        let wall = surroundings.wall()
        let clock = surroundings.clock
        let isCancelled: @Sendable () -> Bool = {
            Task.isCancelled || deadline.map { clock.now >= $0 } ?? false
        }
        let faults = DrawnFaults(scenario.faults.map(\.fault), recordsFirings: true)
        let world = VirtualSessionWorld(
            scenario,
            interference: faults,
            shared: isShared ? surroundings.state?.results : nil,
            wall: isShared ? wall : nil,
            keepsJournal: surroundings.state != nil,
            isCancelled: isCancelled
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        var executed = ExecutedScenario(
            runs: try await session.executeAll(isCancelled: isCancelled)
        )
        executed.tallies = session.world.basis.tallies
        executed.firings = session.world.takeFirings()
        guard let state = surroundings.state else { return executed }
        executed.runs = try executed.runs.map { runs in
            let ids = try state.keep(runs, of: scenario, at: wall)
            return zip(runs, ids).map { run, id in
                var trace = run.trace
                trace.storedID = id
                return ExecutedRun(plan: run.plan, trace: trace)
            }
        }
        return executed
    }

    /// Executes a scenario and calls it off when its time is up.
    private func execute(
        _ scenario: Scenario,
        _ seed: UInt64,
        _ workspace: String,
        within limit: Duration
    ) async throws -> (ExecutedScenario, isLate: Bool) {
        let deadline = surroundings.clock.now.advanced(by: limit)
        return try await withThrowingTaskGroup(of: ExecutedScenario?.self) { group in
            group.addTask { try await execute(scenario, seed, workspace, until: deadline) }
            group.addTask {
                try? await surroundings.clock.sleep(until: deadline)
                return nil
            }
            var executed = ExecutedScenario(runs: [])
            var isLate = false
            while let next = try await group.next() {
                if let next { executed = next } else if !group.isCancelled { isLate = true }
                group.cancelAll()
            }
            return (executed, isLate || surroundings.clock.now >= deadline)
        }
    }
}
