import Testing
import Workflows

@testable import Monitoring

@Suite("Drift of times")
struct DriftTests {
    @Test("steady times drift in one series of a hundred at most", arguments: [40, 100, 200])
    func steady(count: Int) {
        var times = LognormalTimes(seed: 11)
        let drifts = (0..<2000).count { _ in Drift(in: times.next(count)) != nil }
        #expect(drifts <= 20, "\(drifts) of 2,000")
    }

    @Test("times that became twice as long are found, from when on and how far")
    func slower() throws {
        var starts: [Int] = []
        var ratios: [Double] = []
        var times = LognormalTimes(seed: 12)
        for _ in 0..<200 {
            let series = times.next(60) + times.next(20).map { $0 * 2 }
            guard let drift = Drift(in: series) else { continue }
            starts.append(drift.start)
            ratios.append(drift.ratio)
        }
        #expect(starts.count >= 190)
        let middle = starts.sorted()[starts.count / 2]
        #expect((58...62).contains(middle), "from \(middle) on")
        let ratio = ratios.sorted()[ratios.count / 2]
        #expect((1.9...2.1).contains(ratio), "\(ratio)")
    }

    @Test("times that became shorter drift as well")
    func faster() throws {
        let times =
            Array(repeating: Duration.seconds(10), count: 30)
            + Array(repeating: Duration.seconds(5), count: 20)
        let drift = try #require(Drift(in: times))
        #expect(drift.start == 30)
        #expect((drift.ratio - 0.5).magnitude < 1e-6)
        #expect((drift.before - .seconds(10)).microseconds.magnitude <= 1)
        #expect((drift.after - .seconds(5)).microseconds.magnitude <= 1)
    }

    @Test("a series that came back does not drift any more")
    func back() {
        let steady = Array(repeating: Duration.seconds(10), count: 30)
        let slow = Array(repeating: Duration.seconds(20), count: 5)
        #expect(Drift(in: steady + steady + slow) != nil)
        #expect(Drift(in: steady + steady + slow + steady) == nil)
    }

    @Test("one outlier is no drift")
    func outlier() {
        var times = LognormalTimes(seed: 13)
        var series = times.next(60)
        series[50] = .seconds(300)
        #expect(Drift(in: series) == nil)
    }

    @Test("of more than 200 times the latest count, and places are those of all")
    func window() throws {
        let times =
            Array(repeating: Duration.seconds(1), count: 300)
            + Array(repeating: Duration.seconds(10), count: 150)
            + Array(repeating: Duration.seconds(20), count: 50)
        let drift = try #require(Drift(in: times))
        #expect(drift.start == 450)
        #expect((drift.ratio - 2).magnitude < 1e-6)
    }

    @Test("too few times drift nowhere, nor do those that take none", arguments: [0, 1, 39, 40])
    func few(count: Int) {
        let times = Array(repeating: Duration.zero, count: count)
        #expect(Drift(in: times) == nil)
    }
}
