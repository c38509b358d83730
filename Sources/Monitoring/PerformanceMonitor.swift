package import Workflows

/// Watches how long phases take, and says from when on one is slower than it ever should be.
///
/// The limit is computed before a sample is taken: a sample is never part of what it is judged by. (A window that holds
/// its own outlier bounds every z-score: with five samples at 4/√5 ≈ 1.79.)
package struct PerformanceMonitor: Sendable {
    /// How many of a phase's latest times are remembered.
    package static let window = 64
    /// How many times have to be known before anything is called slow.
    package static let leastSamples = 8

    private var times: [PhaseID: [Duration]] = [:]

    /// Knows nothing yet.
    package init() {}

    /// Takes up the times of the phases that a run executed and committed.
    package mutating func note(_ events: some Sequence<Event>) {
        var started: [PhaseID: Duration] = [:]
        var executed: Set<PhaseID> = []
        for event in events {
            switch event.kind {
            case .phaseStarted(let phase):
                started[phase] = event.time
                executed.remove(phase)
            case .attemptStarted(let phase, _, _): executed.insert(phase)
            case .phaseCommitted(let phase, _, _):
                guard executed.contains(phase), let start = started[phase] else { continue }
                add(event.time - start, of: phase)
            default: break
            }
        }
    }

    private mutating func add(_ time: Duration, of phase: PhaseID) {
        times[phase, default: []].append(time)
        let excess = (times[phase]?.count ?? 0) - Self.window
        if excess > 0 { times[phase]?.removeFirst(excess) }
    }

    /// The time of each phase beyond which the next one is an anomaly; none for phases that are known too little.
    ///
    /// It is the median times the larger of 1.5 and (Q3/Q1)^(5/2): for log-normal times the latter lies 3.4 standard
    /// deviations of the logarithm above the median, which 0.04 % of them exceed.
    package var limits: [PhaseID: Duration] {
        times.compactMapValues { times in
            guard times.count >= Self.leastSamples else { return nil }
            let sorted = times.map { Double($0.microseconds) }.sorted()
            let low = Self.quantile(sorted, 0.25)
            let spread = low > 0 ? Self.quantile(sorted, 0.75) / low : 1
            let factor = max(1.5, spread * spread * spread.squareRoot())
            return .microseconds(clamping: Self.quantile(sorted, 0.5) * factor)
        }
    }

    /// Interpolated between the neighbours, as R's type 7 does.
    private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
        let place = share * Double(sorted.count - 1)
        let below = Int(place)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }
}
