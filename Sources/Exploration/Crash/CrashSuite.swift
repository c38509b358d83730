package import Scenarios
package import Suites
internal import Workflows

/// Searches several scenarios, some at a time.
package struct CrashSuite: Sendable {
    /// What the user asked for.
    package struct Options: Sendable {
        /// A seed in place of each scenario's own.
        package var seed: UInt64?
        /// How many scenarios are searched at a time.
        package var jobs = 1
        /// How much real time the whole may take: what is not tried by then is not.
        package var timeLimit: Duration?

        /// Nothing out of the ordinary.
        package init() {}
    }

    private let surroundings: SuiteEnvironment
    private let options: Options
    private let prerequisites: ScenarioRunner

    /// A search on this machine.
    package init(_ surroundings: SuiteEnvironment, options: Options) {
        self.surroundings = surroundings
        self.options = options
        prerequisites = ScenarioRunner(surroundings)
    }

    /// Searches the scenarios; results are in their order, whichever ended first. When the task is cancelled, what was
    /// found by then is in them.
    package func search(
        _ scenarios: [Scenario],
        progress: @escaping @Sendable (CrashResult) -> Void = { _ in }
    ) async -> [CrashResult] {
        let deadline = options.timeLimit.map { surroundings.clock.now.advanced(by: $0) }
        return await withTaskGroup(of: (Int, CrashResult).self) { group in
            var results: [Int: CrashResult] = [:]
            var next = 0
            func start(_ group: inout TaskGroup<(Int, CrashResult)>) {
                guard next < scenarios.count else { return }
                let (number, scenario) = (next, scenarios[next])
                next += 1
                group.addTask { (number, await search(scenario, number, until: deadline)) }
            }
            for _ in 0..<min(max(1, options.jobs), scenarios.count) { start(&group) }
            while let (number, result) = await group.next() {
                results[number] = result
                progress(result)
                start(&group)
            }
            return scenarios.indices.compactMap { results[$0] }
        }
    }

    private func search(
        _ scenario: Scenario,
        _ number: Int,
        until deadline: ContinuousClock.Instant?
    ) async -> CrashResult {
        let clock = surroundings.clock
        let start = clock.now
        let seed = options.seed ?? scenario.seed
        var result = CrashResult(scenario, seed: seed)
        let isLate: @Sendable () -> Bool = { deadline.map { clock.now >= $0 } ?? false }
        guard !Task.isCancelled, !isLate() else {
            result.stopped = Task.isCancelled ? .cancelled : .time
            return result
        }
        if let missing = await prerequisites.missing(for: scenario) {
            result.skip(nil, because: missing)
            return result
        }
        do throws(WorkflowGraph.Defect) {
            result = try await found(scenario, seed, number) { Task.isCancelled || isLate() }
        } catch {
            result.skip(nil, because: "the workflow has no order: \(error)")
        }
        if Task.isCancelled {
            result.stopped = .cancelled
        } else if isLate() {
            result.stopped = .time
        }
        result.wallTime = start.duration(to: clock.now)
        return result
    }

    private func found(
        _ scenario: Scenario,
        _ seed: UInt64,
        _ number: Int,
        isCancelled: @escaping @Sendable () -> Bool
    ) async throws(WorkflowGraph.Defect) -> CrashResult {
        guard !scenario.isVirtual else {
            let search = CrashSearch(
                scenario,
                seed: seed,
                rules: .virtual,
                isCancelled: isCancelled
            ) { scenario in
                VirtualSessionWorld(scenario, keepsJournal: true, isCancelled: isCancelled)
            }
            return try await search.search()
        }
        let executions = ExecutionNumbers()
        let search = CrashSearch(scenario, seed: seed, rules: .live, isCancelled: isCancelled) {
            [surroundings] scenario in
            LiveSessionWorld(
                scenario,
                seed: seed,
                surroundings: surroundings.live(
                    for: scenario,
                    workspace: "\(number)-\(executions.next())"
                ),
                state: surroundings.state,
                tool: surroundings.tool,
                mayKill: true
            )
        }
        return try await search.search()
    }
}
