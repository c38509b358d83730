internal import Statistics
internal import Workflows

/// That times have moved away, for good, from what they were; it advises and gates nothing.
///
/// The first half of a series says what its times were: centre and spread are median and scaled median absolute
/// deviation of their logarithms. An exponentially weighted moving average of those that follow drifts where it lies beyond
/// its control limit at the end. From when on is the estimate of Nishina (1992): since it was last on the other side
/// of the centre.
package struct Drift: Sendable, Equatable {
    /// The place of the first that is of the new level, among those that were given.
    package let start: Int
    /// The median of the times before that are judged by.
    package let before: Duration
    /// The geometric mean of the times from `start` on.
    package let after: Duration

    /// How many times as long it takes now; below 1 where it became faster.
    package var ratio: Double { after.positiveSeconds / before.positiveSeconds }

    /// How many times have to be known: 20 that are judged by, and as many.
    package static let leastSamples = 40
    /// More of them are not judged by, or judged: the latest count.
    package static let window = 200

    /// The weight of the latest time.
    private static let weight = 0.2
    /// What logarithms are taken to vary by at least, for times that do not vary at all.
    private static let leastSpread = 0.02
    /// By how many of its standard errors the average may leave the centre. With both known, 2.96 lets one steady value
    /// in 500 raise an alarm (Lucas and Saccucci 1990, λ = 0.2). They are estimated: simulated by
    /// `scripts/monitor_limits.py`, 4.6 lets at most one steady series in a hundred drift, whatever its length.
    private static let limit = 4.6

    /// The drift of times in the order in which they were taken; `nil` where there is none, or too little is known.
    package init?(in times: [Duration]) {
        let offset = max(0, times.count - Self.window)
        let logs = times[offset...].map { PortableMath.log($0.positiveSeconds) }
        let half = logs.count / 2
        guard logs.count >= Self.leastSamples, let base = try? Sample(Array(logs[..<half])),
            var average = EWMA(weight: Self.weight, from: base.median)
        else { return nil }
        let spread = max(Self.leastSpread, base.scaledMedianAbsoluteDeviation)
        // The centre is a median of so many, which varies, too: by π/2n, where the values are normal.
        let uncertain = Double.pi / 2 / Double(half)
        var start = half
        var isBeyond = false
        for (place, log) in logs.enumerated().dropFirst(half) {
            let side = (average.value - base.median).sign
            average.add(log)
            let distance = average.value - base.median
            if distance == 0 {
                start = place + 1
            } else if distance.sign != side {
                start = place
            }
            let error = average.standardError
            isBeyond =
                distance.magnitude
                > Self.limit * spread * (error * error + uncertain).squareRoot()
        }
        guard isBeyond else { return nil }
        let since = logs[start...]
        self.start = offset + start
        before = .seconds(PortableMath.exp(base.median))
        after = .seconds(PortableMath.exp(since.reduce(0, +) / Double(since.count)))
    }
}

extension Duration {
    /// Seconds as a number that has a logarithm: no less than a microsecond.
    fileprivate var positiveSeconds: Double { max(1e-6, seconds) }
}
