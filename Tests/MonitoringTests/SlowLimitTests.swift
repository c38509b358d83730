import Statistics
import TestSupport
import Testing
import Workflows

@testable import Monitoring

@Suite("From when on a phase is slow")
struct SlowLimitTests {
    @Test("the limit is that of the definition, by logarithms one by one", arguments: 8...64)
    func definition(count: Int) throws {
        var times = LognormalTimes(seed: UInt64(count), deviation: 0.5)
        for _ in 0..<20 {
            let sample = times.next(count)
            let logs = try Sample(sample.map { PortableMath.log(Double($0.microseconds)) })
            let spread = max(0.1, logs.scaledMedianAbsoluteDeviation)
            let exponent = logs.median + SlowLimit.threshold(after: count) * spread
            let expected = PortableMath.exp(exponent)
            let found = Double(
                SlowLimit.limit(after: RecentTimes(sample), isCached: false).microseconds
            )
            #expect((found - expected).magnitude <= 1 + 1e-9 * expected)
        }
    }

    /// The rates that the design names: 74, 91, 98 and 99 %.
    @Test(
        "a phase that takes three times as long is seen",
        arguments: [(8, 0.71), (12, 0.87), (20, 0.95), (30, 0.98)]
    )
    func detection(count: Int, share: Double) {
        var times = LognormalTimes(seed: 1)
        let seen = (0..<1000).count { _ in
            let limit = SlowLimit.limit(after: RecentTimes(times.next(count)), isCached: false)
            return times.next() * 3 > limit
        }
        #expect(Double(seen) >= 1000 * share, "\(seen) of 1,000 after \(count)")
    }

    @Test(
        "steady times raise an alarm in a hundred",
        arguments: [8, 9, 12, 20, 21, 30, 64],
        [0.2, 1]
    )
    func falseAlarms(count: Int, deviation: Double) {
        var times = LognormalTimes(seed: 2, deviation: deviation)
        let alarms = (0..<10_000).count { _ in
            let limit = SlowLimit.limit(after: RecentTimes(times.next(count)), isCached: false)
            return times.next() > limit
        }
        // A few times may vary so little by chance that the least spread counts: then there are fewer.
        let least = deviation < 1 ? 0 : 70
        #expect((least...130).contains(alarms), "\(alarms) of 10,000 after \(count)")
    }

    @Test("a run of a workflow that goes on for long raises no more")
    func longSeries() {
        var monitor = PerformanceMonitor()
        var times = LognormalTimes(seed: 3)
        for time in times.next(20) { monitor.note(PhaseEvents.of(time)) }
        var alarms = 0
        for time in times.next(10_000) {
            if let limit = monitor.limits["a"], time > limit { alarms += 1 }
            monitor.note(PhaseEvents.of(time))
        }
        #expect((70...130).contains(alarms), "\(alarms) of 10,000")
    }

    @Test("the more is known, the nearer the limit is; in steps of two, because medians are")
    func thresholds() {
        for count in 8...62 {
            #expect(SlowLimit.threshold(after: count + 2) <= SlowLimit.threshold(after: count))
        }
        // The upper hundredth of normal values, if everything was known of them.
        #expect(SlowLimit.threshold(after: 64) > NormalDistribution.quantile(0.99))
        #expect(SlowLimit.threshold(after: 3) == SlowLimit.threshold(after: 8))
        #expect(SlowLimit.threshold(after: 1000) == SlowLimit.threshold(after: 64))
    }
}
