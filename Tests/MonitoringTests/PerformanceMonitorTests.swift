import Monitoring
import Testing
import Workflows

@Suite("The performance monitor")
struct PerformanceMonitorTests {
    private func events(_ seconds: Double, isCached: Bool = false) -> [Event] {
        let run = Event.Run(name: "r")
        let end = Duration.seconds(seconds)
        var kinds: [(Duration, Event.Kind)] = [(.zero, .phaseStarted("a"))]
        if !isCached { kinds.append((.zero, .attemptStarted("a", attempt: 1, truncatedBytes: 0))) }
        kinds.append((end, .phaseCommitted("a", digest: Digest(of: ""))))
        return kinds.enumerated().map { number, entry in
            Event(sequence: number + 1, time: entry.0, run: run, kind: entry.1)
        }
    }

    @Test("nothing is slow before eight times are known")
    func tooFew() {
        var monitor = PerformanceMonitor()
        for _ in 0..<7 { monitor.note(events(1)) }
        #expect(monitor.limits.isEmpty)
        monitor.note(events(1))
        #expect(monitor.limits["a"] == .seconds(1.5))
    }

    @Test("what came from the cache is not a measure")
    func cached() {
        var monitor = PerformanceMonitor()
        for _ in 0..<20 { monitor.note(events(0, isCached: true)) }
        #expect(monitor.limits.isEmpty)
    }

    @Test("a slow sample does not move its own limit, and hardly the next one's")
    func robust() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<20 { monitor.note(events(1)) }
        let before = try #require(monitor.limits["a"])
        #expect(Duration.seconds(3) > before)
        monitor.note(events(3))
        #expect(monitor.limits["a"] == before)
    }

    @Test("only the latest 64 times count")
    func window() {
        var monitor = PerformanceMonitor()
        for _ in 0..<100 { monitor.note(events(1)) }
        for _ in 0..<64 { monitor.note(events(10)) }
        #expect(monitor.limits["a"] == .seconds(15))
    }

    @Test(
        "steady log-normal times raise an alarm at most once in a hundred, a threefold time always does"
    )
    func rates() {
        var monitor = PerformanceMonitor()
        var alarms = 0
        var found = 0
        let times = LatencyDistribution.lognormal(median: .seconds(10), p90: .seconds(13))
        let samples = (0..<2000).map { times.sample(Chance(seed: 7).numbered($0)) }
        for (number, time) in samples.enumerated() {
            if number >= 64, let limit = monitor.limits["a"] {
                if time > limit { alarms += 1 }
                if .seconds(30) > limit { found += 1 }
            }
            monitor.note(events(Double(time.microseconds) / 1e6))
        }
        #expect(alarms <= 19, "1,936 samples without a change")
        #expect(found == 1936)
    }
}
