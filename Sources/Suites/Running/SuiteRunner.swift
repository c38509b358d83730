package import Scenarios
internal import Workflows

/// Runs a suite, several scenarios at a time.
package struct SuiteRunner: Sendable {
    /// What happens while a suite runs.
    package enum Progress: Sendable {
        /// The scenario with this number began.
        case started(Int, name: String)
        /// The scenario with this number is over.
        case ended(Int, ScenarioResult)
    }

    private let runner: ScenarioRunner
    private let jobs: Int
    private let stopsAtFirstFailure: Bool
    private let cancellationReason: @Sendable () -> String

    /// Runs at most `jobs` scenarios at a time; with `stopsAtFirstFailure` none starts after one has failed.
    ///
    /// - Parameter cancellationReason: What called the suite off, asked for when its task was cancelled.
    package init(
        _ runner: ScenarioRunner,
        jobs: Int,
        stopsAtFirstFailure: Bool,
        cancellationReason: @escaping @Sendable () -> String = { "the suite was cancelled" }
    ) {
        self.runner = runner
        self.jobs = max(1, jobs)
        self.stopsAtFirstFailure = stopsAtFirstFailure
        self.cancellationReason = cancellationReason
    }

    /// Runs the scenarios; results are listed in the order of the scenarios, whichever ended first.
    ///
    /// When the task is cancelled, running scenarios are cancelled: they have no verdict, and what they did until then
    /// is in their results. Those that never began are skipped.
    package func run(
        _ scenarios: [Scenario],
        progress: @escaping @Sendable (Progress) -> Void
    ) async -> SuiteResult {
        await withTaskGroup(of: (Int, ScenarioResult).self) { group in
            var results: [Int: ScenarioResult] = [:]
            var next = 0
            var hasFailed = false
            func start(_ group: inout TaskGroup<(Int, ScenarioResult)>) {
                guard next < scenarios.count, !Task.isCancelled else { return }
                guard !(stopsAtFirstFailure && hasFailed) else { return }
                let (number, scenario) = (next, scenarios[next])
                next += 1
                group.addTask {
                    progress(.started(number, name: scenario.title))
                    return (number, await runner.run(scenario, number: number))
                }
            }
            for _ in 0..<min(jobs, scenarios.count) { start(&group) }
            while let (number, result) = await group.next() {
                var result = result
                if Task.isCancelled, result.wasCancelled {
                    // What did not even begin its first run is skipped like what follows it.
                    guard result.hasBegun else { continue }
                    result.breakage = cancellationReason()
                }
                results[number] = result
                hasFailed = hasFailed || result.status == .failed
                progress(.ended(number, result))
                start(&group)
            }
            let reason = Task.isCancelled ? cancellationReason() : "an earlier scenario failed"
            let all = scenarios.enumerated().map { number, scenario in
                results[number] ?? runner.skipped(scenario, because: reason)
            }
            return SuiteResult(scenarios: all, wasCancelled: Task.isCancelled)
        }
    }
}

extension ScenarioResult {
    /// Whether a run of it began.
    fileprivate var hasBegun: Bool {
        runs.contains { !$0.repetitions.isEmpty }
    }
}
