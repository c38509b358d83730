internal import Statistics
package import Workflows

/// The values of one metric over the executions of a series: of the whole run, or of one phase.
package struct HistorySeries: Sendable, Equatable {
    /// How many of the latest values trends and sparklines show.
    package static let window = 50

    /// What the executions have in common.
    package let key: SeriesKey
    /// The phase; `nil` for the whole run.
    package let phase: PhaseID?
    /// What the values are.
    package let metric: HistoryMetric
    /// The values, the oldest first: seconds, tokens, an amount of the user's currency, calls.
    package let values: [Double]
    /// The number of each value's execution among those of the series that are stored, from 1.
    package let executions: [Int]
    /// The wall time of the start of each value's execution, since 1970.
    package let times: [Duration]

    /// The latest values, 50 at most, the oldest first.
    package var latest: [Double] { Array(values.suffix(Self.window)) }

    /// The middle of all values; `nil` where there is none.
    package var median: Double? { (try? Sample(values))?.median }
}

extension HistorySeries {
    /// What there is to show of a series: of the run, then of each phase in the order of its first start.
    ///
    /// The durations of the run are always among it, even if there is none; of everything else only what has values.
    package static func all(in history: RunHistory) -> [HistorySeries] {
        var phases: [PhaseID] = []
        var known: Set<PhaseID> = []
        for turn in history.executions.flatMap(\.phases) where known.insert(turn.phase).inserted {
            phases.append(turn.phase)
        }
        return ([nil] + phases).flatMap { phase in
            HistoryMetric.allCases.compactMap { metric in
                let series = HistorySeries(history, phase, metric)
                let isEmpty = series.values.isEmpty
                return isEmpty && !(phase == nil && metric == .duration) ? nil : series
            }
        }
    }

    private init(_ history: RunHistory, _ phase: PhaseID?, _ metric: HistoryMetric) {
        let found = history.executions.enumerated().compactMap { place, execution in
            (phase.map { execution.value(of: metric, for: $0) } ?? execution.value(of: metric))
                .map { (number: place + 1, time: execution.startedAt, value: $0) }
        }
        key = history.key
        self.phase = phase
        self.metric = metric
        values = found.map(\.value)
        executions = found.map(\.number)
        times = found.map(\.time)
    }
}
