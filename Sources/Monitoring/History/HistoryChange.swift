internal import Statistics
internal import Workflows

/// A change of level in a series.
package struct HistoryChange: Sendable, Equatable {
    /// The number of the first execution of the new level, among those of the series that are stored, from 1.
    package let execution: Int
    /// The wall time of its start, since 1970.
    package let startedAt: Duration
    /// How many times the old median the new one is; `nil` where that was 0.
    package let ratio: Double?
    /// The share of random orders of the values that have as striking a change, less than 0.01.
    package let p: Double
}

/// How a series grows or falls, as shares per execution.
package struct HistoryTrend: Sendable, Equatable {
    /// The median of all relative changes, per execution: 0.01 is 1 % more each time.
    package let share: Double
    /// The lower end of its 95 % interval.
    package let low: Double
    /// The upper end of its 95 % interval.
    package let high: Double

    /// Whether the interval leaves no doubt that there is a trend.
    package var isCertain: Bool { low > 0 || high < 0 }
}

/// That the latest values of a series have moved away from what they were, be it by little or only of late.
package struct HistoryDrift: Sendable, Equatable {
    /// The number of the first execution that they include, among those of the series that are stored, from 1.
    package let execution: Int
    /// The wall time of its start, since 1970.
    package let startedAt: Duration
    /// How many times as long they take.
    package let ratio: Double
}

extension HistorySeries {
    /// Of fewer values nobody can say whether they have a trend.
    package static let leastForTrend = 8
    /// The seed of the random orders that changes are compared with: the same history gives the same changes.
    private static let seed: UInt64 = 1

    /// The trend of the latest 50 values; `nil` where there are fewer than 8, or one of them is 0.
    package var trend: HistoryTrend? {
        let values = latest
        guard values.count >= Self.leastForTrend,
            let slope = try? TheilSenSlope.relative(values)
        else { return nil }
        return HistoryTrend(share: slope.slope, low: slope.low, high: slope.high)
    }

    /// Whether the latest durations drift, and since when; `nil` of other metrics, and where there are less than 40 since the
    /// latest change of level, which says already what they are.
    ///
    /// - Parameter changes: Those of this series.
    package func drift(after changes: [HistoryChange]) -> HistoryDrift? {
        guard metric == .duration else { return nil }
        let first = changes.last.flatMap { executions.firstIndex(of: $0.execution) } ?? 0
        let durations = values[first...].map { Duration.microseconds(clamping: $0 * 1_000_000) }
        return Drift(in: durations).map { drift in
            HistoryDrift(
                execution: executions[first + drift.start],
                startedAt: times[first + drift.start],
                ratio: drift.ratio
            )
        }
    }

    /// Where all that is stored goes over to another level.
    package var changes: [HistoryChange] {
        let found = (try? ChangePoints.find(in: values, seed: Self.seed)) ?? []
        return found.map { change in
            HistoryChange(
                execution: executions[change.place],
                startedAt: times[change.place],
                ratio: change.ratio,
                p: change.p
            )
        }
    }
}
