internal import Statistics

/// How many of the executions of a series held that somebody judged.
package struct PassRate: Sendable, Equatable {
    /// Those of which all held that was expected.
    package let passed: Int
    /// Those that were judged.
    package let judged: Int
    /// The lower end of Clopper and Pearson's 95 % interval.
    package let low: Double
    /// The upper end of it.
    package let high: Double

    /// The share that passed.
    package var share: Double { Double(passed) / Double(judged) }
}

extension RunHistory {
    /// The share of executions that passed; `nil` where none was judged.
    package var passRate: PassRate? {
        let judged = executions.compactMap(\.hasPassed)
        let passed = judged.count { $0 }
        let found = try? Proportion.estimate(
            successes: passed,
            trials: judged.count,
            confidence: 0.95
        )
        return found.map {
            PassRate(passed: passed, judged: judged.count, low: $0.low, high: $0.high)
        }
    }
}
