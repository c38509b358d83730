package import Workflows

/// Watches how long phases take, and says from when on one is slower than it ever should be.
///
/// The limit is computed before a sample is taken: a sample is never part of what it is judged by. (A window that holds
/// its own outlier bounds every z-score: with five samples at 4/√5 ≈ 1.79.)
package struct PerformanceMonitor: Sendable {
    /// How many of a series' latest times are remembered.
    package static let window = RecentTimes.most
    /// How many times have to be known before anything is called slow.
    package static let leastSamples = SlowLimit.leastTimes

    private var times: [PhaseSeries: RecentTimes] = [:]
    /// The phases that the run being noted has started; kept from one run to the next for its memory.
    private var started: [PhaseID: (time: Duration, origin: Origin)] = [:]

    /// Knows nothing yet.
    package init() {}

    /// What led to a result.
    private enum Origin {
        case unknown, cache, execution
    }

    /// Takes up the times of the phases that a run committed.
    package mutating func note(_ events: some Sequence<Event>) {
        started.removeAll(keepingCapacity: true)
        for event in events {
            switch event.kind {
            case .phaseStarted(let phase): started[phase] = (event.time, .unknown)
            case .cacheHit(let phase, _, _): started[phase]?.origin = .cache
            case .attemptStarted(let phase, _, _): started[phase]?.origin = .execution
            case .phaseCommitted(let phase, _, _):
                guard let (start, origin) = started[phase], origin != .unknown else { continue }
                add(event.time - start, to: PhaseSeries(phase, isCached: origin == .cache))
            default: break
            }
        }
    }

    private mutating func add(_ time: Duration, to series: PhaseSeries) {
        times[series, default: RecentTimes()].add(time)
    }

    /// The time of each series beyond which the next one is an anomaly; none for those that are known too little.
    package var limits: [PhaseSeries: Duration] {
        var limits: [PhaseSeries: Duration] = [:]
        for (series, times) in times where times.count >= Self.leastSamples {
            limits[series] = SlowLimit.limit(after: times, isCached: series.isCached)
        }
        return limits
    }
}
