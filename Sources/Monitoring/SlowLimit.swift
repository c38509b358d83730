internal import Statistics
internal import Workflows

/// From when on a time is longer than those before it let expect: median and median absolute deviation of their
/// logarithms, and how many deviations one normal value in a hundred exceeds.
enum SlowLimit {
    /// There is a threshold after so many times and more.
    static let leastTimes = 8
    /// What logarithms are taken to vary by at least: times that hardly vary are taken to vary by a tenth.
    private static let leastSpread = 0.1

    /// What a time has to exceed the median by, whatever the spread: below it is the machine's work, not the agent's.
    /// A result from the cache costs nothing but such work.
    private static func leastExcess(isCached: Bool) -> Double { isCached ? 10_000 : 1000 }

    /// The limit for the next time after these, at least eight.
    ///
    /// It is in event lines: + − × ÷ √ alone, so that it is the same on every processor.
    static func limit(after times: RecentTimes, isCached: Bool) -> Duration {
        let sorted = times.sorted
        let median = median(sorted)
        let deviation = PortableMath.log(middleFactor(sorted, around: median))
        let spread = max(leastSpread, Sample.normalConsistency * deviation)
        let factor = PortableMath.exp(threshold(after: sorted.count) * spread)
        return .microseconds(
            clamping: max(median * factor, median + leastExcess(isCached: isCached))
        )
    }

    /// What the median of the logarithms is the logarithm of.
    private static func median(_ sorted: [Double]) -> Double {
        let middle = sorted.count / 2
        guard sorted.count.isMultiple(of: 2) else { return sorted[middle] }
        return (sorted[middle - 1] * sorted[middle]).squareRoot()
    }

    /// What the median of the logarithms' distances from their median is the logarithm of.
    ///
    /// Sorted times lie the further from the median the further out they are: the nearest are taken from both sides in
    /// turn, which needs one logarithm where there would be as many as times.
    private static func middleFactor(_ sorted: [Double], around median: Double) -> Double {
        var below = (sorted.count - 1) / 2
        var above = below + 1
        var (previous, last) = (1.0, 1.0)
        for _ in 0...sorted.count / 2 {
            let low = below >= 0 ? median / sorted[below] : .infinity
            let high = above < sorted.count ? sorted[above] / median : .infinity
            previous = last
            last = min(low, high)
            if low <= high { below -= 1 } else { above += 1 }
        }
        return sorted.count.isMultiple(of: 2) ? (previous * last).squareRoot() : last
    }

    /// How many deviations above the median one normal value in a hundred lies, where both are estimated from so many
    /// values before it.
    static func threshold(after count: Int) -> Double {
        let place = min(max(0, count - leastTimes), thresholds.count - 1)
        return thresholds[place]
    }

    /// For 8 to 64 values; simulated by `scripts/monitor_limits.py` (400,000 samples of each number, seed 20261127).
    private static let thresholds = [
        4.75, 4.63, 4.07, 4.01, 3.70, 3.65, 3.44, 3.42, 3.27, 3.25,
        3.15, 3.13, 3.05, 3.04, 2.97, 2.96, 2.91, 2.90, 2.86, 2.85,
        2.81, 2.81, 2.78, 2.77, 2.75, 2.74, 2.72, 2.72, 2.70, 2.69,
        2.67, 2.67, 2.66, 2.65, 2.64, 2.64, 2.62, 2.62, 2.61, 2.61,
        2.60, 2.60, 2.59, 2.58, 2.58, 2.57, 2.57, 2.57, 2.56, 2.56,
        2.55, 2.54, 2.54, 2.54, 2.53, 2.53, 2.53,
    ]
}
