package import Workflows

/// One of the latest executions of a series in which a phase took longer than its earlier times let expect.
package struct HistoryAnomaly: Sendable, Equatable {
    /// How many of the latest values are looked at: what is older is history.
    package static let looked = 10

    /// The series.
    package let key: SeriesKey
    /// The phase.
    package let phase: PhaseID
    /// The number of the execution among those of the series that are stored, from 1.
    package let execution: Int
    /// The wall time of its start, since 1970.
    package let startedAt: Duration
    /// How long the phase took.
    package let took: Duration
    /// Up to what the times before it were nothing out of the ordinary.
    package let limit: Duration

    /// Describes an anomaly.
    package init(
        key: SeriesKey,
        phase: PhaseID,
        execution: Int,
        startedAt: Duration,
        took: Duration,
        limit: Duration
    ) {
        self.key = key
        self.phase = phase
        self.execution = execution
        self.startedAt = startedAt
        self.took = took
        self.limit = limit
    }
}

extension HistorySeries {
    /// The anomalies of a phase's durations by the monitor's limits, each of the values before it; none of other
    /// series.
    package var anomalies: [HistoryAnomaly] {
        guard metric == .duration, let phase else { return [] }
        let times = values.map { Duration.microseconds(clamping: $0 * 1_000_000) }
        let first = max(0, times.count - HistoryAnomaly.looked)
        return (first..<times.count).compactMap { place in
            guard let limit = PerformanceMonitor.limit(after: times[..<place], of: phase),
                times[place] > limit
            else { return nil }
            return HistoryAnomaly(
                key: key,
                phase: phase,
                execution: executions[place],
                startedAt: self.times[place],
                took: times[place],
                limit: limit
            )
        }
    }
}

extension PerformanceMonitor {
    /// The limit that these times of a phase set for the next; `nil` where they are too few.
    fileprivate static func limit(after times: ArraySlice<Duration>, of phase: PhaseID) -> Duration?
    {
        var monitor = PerformanceMonitor()
        let run = Event.Run(name: "history")
        let output = Digest(of: "")
        for time in times.suffix(window) {
            let kinds: [(Duration, Event.Kind)] = [
                (.zero, .phaseStarted(phase)),
                (.zero, .attemptStarted(phase, attempt: 1, truncatedBytes: 0)),
                (time, .phaseCommitted(phase, digest: output)),
                (time, .phaseEnded(phase, status: .committed)),
            ]
            monitor.note(
                kinds.enumerated().map { number, kind in
                    Event(sequence: number + 1, time: kind.0, run: run, kind: kind.1)
                }
            )
        }
        // It knows one series.
        return monitor.limits.values.first
    }
}
