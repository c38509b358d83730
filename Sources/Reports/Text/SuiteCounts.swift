internal import Suites
internal import Quantities
internal import Scenarios
internal import Workflows

/// How a whole suite ended, in words.
enum SuiteCounts {
    /// Such as `12 passed, 1 failed, 0 flaky, 0 skipped (27 cases)`.
    static func text(_ suite: SuiteResult) -> String {
        let counts = [ScenarioResult.Status.passed, .failed, .flaky, .skipped]
            .map { "\(suite.count($0)) \($0.rawValue)" }
            .joined(separator: ", ")
        let cases = suite.cases
        return "\(counts) (\(cases) \(cases == 1 ? "case" : "cases"))"
    }

    /// The time of all scenarios, one after another.
    static func wallTime(_ suite: SuiteResult) -> Duration {
        suite.scenarios.reduce(.zero) { $0 + $1.wallTime }
    }
}

extension ScenarioResult {
    /// The time that its runs took by their own clock.
    var runTime: Duration {
        runs.reduce(.zero) { $0 + $1.repetitions.duration }
    }

    /// Such as `3 runs`, with the number of executions where some are repeated.
    var runsText: String {
        let executions = runs.reduce(0) { $0 + $1.repetitions.total }
        let text = runs.count == 1 ? "1 run" : "\(runs.count) runs"
        return executions > runs.count ? "\(text) (\(executions) executions)" : text
    }

    /// The durations that a person compares: virtual where there is a virtual clock, then real.
    var durationText: String {
        let wall = SpanText.text(wallTime)
        return isVirtual ? "virtual \(DurationText.clock(runTime)), \(wall)" : wall
    }
}

extension ScenarioResult.Status {
    /// The sign before a scenario's name.
    var mark: String {
        switch self {
        case .passed: "✓"
        case .failed: "✗"
        case .flaky: "~"
        case .skipped: "-"
        }
    }
}
