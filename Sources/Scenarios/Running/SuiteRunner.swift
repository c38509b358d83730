internal import Workflows

/// Runs a suite, several scenarios at a time.
package struct SuiteRunner: Sendable {
    /// What happens while a suite runs.
    package enum Progress: Sendable {
        /// A scenario began.
        case started(name: String)
        /// A scenario is over.
        case ended(ScenarioResult)
    }

    private let runner: ScenarioRunner
    private let jobs: Int
    private let stopsAtFirstFailure: Bool

    /// Runs at most `jobs` scenarios at a time; with `stopsAtFirstFailure` none starts after one has failed.
    package init(_ runner: ScenarioRunner, jobs: Int, stopsAtFirstFailure: Bool) {
        self.runner = runner
        self.jobs = max(1, jobs)
        self.stopsAtFirstFailure = stopsAtFirstFailure
    }

    /// Runs the scenarios; results stand in the order of the scenarios, whichever ended first.
    ///
    /// When the task is cancelled, running scenarios are called off; those and the ones that never began are skipped.
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
                    progress(.started(name: scenario.name))
                    return (number, await runner.run(scenario, number: number))
                }
            }
            for _ in 0..<min(jobs, scenarios.count) { start(&group) }
            while let (number, result) = await group.next() {
                // A scenario that was called off has no verdict, unless it had failed by itself.
                let wasCalledOff = result.breakage != nil || result.wasCancelled
                if Task.isCancelled, wasCalledOff, !result.hasFailedByItself { continue }
                results[number] = result
                hasFailed = hasFailed || result.status == .failed
                progress(.ended(result))
                start(&group)
            }
            let reason =
                Task.isCancelled ? "the suite was called off" : "an earlier scenario failed"
            let all = scenarios.enumerated().map { number, scenario in
                results[number] ?? runner.skipped(scenario, because: reason)
            }
            return SuiteResult(scenarios: all, wasCancelled: Task.isCancelled)
        }
    }
}

extension ScenarioResult {
    /// Whether a run that was not called off did not hold.
    fileprivate var hasFailedByItself: Bool {
        runs.contains { run in
            run.repetitions.contains { $0.status != .cancelled && !$0.failures.isEmpty }
        }
    }

    /// Whether a run was called off.
    fileprivate var wasCancelled: Bool {
        runs.contains { $0.repetitions.contains { $0.status == .cancelled } }
    }
}
