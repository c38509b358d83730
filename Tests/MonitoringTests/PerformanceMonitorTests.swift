import Monitoring
import Testing
import Workflows

@Suite("The performance monitor")
struct PerformanceMonitorTests {
    private func events(_ seconds: Double, isCached: Bool = false) -> [Event] {
        PhaseEvents.of(.seconds(seconds), isCached: isCached)
    }

    @Test("nothing is slow before eight times are known")
    func tooFew() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<7 { monitor.note(events(1)) }
        #expect(monitor.limits.isEmpty)
        monitor.note(events(1))
        let limit = try #require(monitor.limits["a"])
        // Times that do not vary are taken to vary by a tenth: e^(4.75 · 0.1).
        #expect(limit == .microseconds(1_608_014))
    }

    @Test("executions and results from the cache are two series")
    func cached() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<20 { monitor.note(events(0, isCached: true)) }
        #expect(Array(monitor.limits.keys) == [PhaseSeries("a", isCached: true)])
        for _ in 0..<20 { monitor.note(events(10)) }
        #expect(monitor.limits.count == 2)
        let executed = try #require(monitor.limits["a"])
        #expect((Duration.seconds(13)...Duration.seconds(14)).contains(executed))
        let cached = try #require(monitor.limits[PhaseSeries("a", isCached: true)])
        #expect((Duration.milliseconds(10)...Duration.milliseconds(11)).contains(cached))
    }

    @Test("a phase that was executed after all, because its result was not valid, is executed")
    func invalidHit() {
        var monitor = PerformanceMonitor()
        let run = Event.Run(name: "r")
        let digest = Digest(of: "")
        let kinds: [Event.Kind] = [
            .phaseStarted("a"), .cacheHit("a", digest: digest),
            .attemptStarted("a", attempt: 1, truncatedBytes: 0),
            .phaseCommitted("a", digest: digest),
        ]
        let events = kinds.enumerated().map { number, kind in
            Event(sequence: number + 1, time: .seconds(number), run: run, kind: kind)
        }
        for _ in 0..<8 { monitor.note(events) }
        #expect(Array(monitor.limits.keys) == ["a"])
    }

    @Test("a slow sample does not move its own limit, and hardly the next one's")
    func robust() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<20 { monitor.note(events(1)) }
        let before = try #require(monitor.limits["a"])
        #expect(Duration.seconds(3) > before)
        monitor.note(events(3))
        let after = try #require(monitor.limits["a"])
        #expect(after <= before)
        #expect(after > before * 0.98)
    }

    @Test("only the latest 64 times count")
    func window() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<100 { monitor.note(events(1)) }
        for _ in 0..<64 { monitor.note(events(10)) }
        let limit = try #require(monitor.limits["a"])
        #expect((Duration.seconds(12.8)...Duration.seconds(12.9)).contains(limit))
    }

    @Test("what is within a millisecond of the median is no anomaly")
    func excess() throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<20 { monitor.note(events(0.0001)) }
        #expect(monitor.limits["a"] == .microseconds(1100))
    }

    @Test("times that no clock of ours has are limits of nothing", arguments: [0, 1e12])
    func extremes(seconds: Double) throws {
        var monitor = PerformanceMonitor()
        for _ in 0..<8 { monitor.note(events(seconds)) }
        let limit = try #require(monitor.limits["a"])
        #expect(limit > .zero)
        #expect(limit <= .longest)
    }
}
