import Statistics
import Testing

@testable import Benchmarks

@Suite("How precisely durations are known")
struct BenchmarkPrecisionTests {
    private func part(_ durations: [Int]) -> [Observation] {
        durations.map { Observation([.duration: $0]) }
    }

    private static let narrow = [100, 101, 102, 103, 104, 105, 106]
    private static let wide = [50, 80, 100, 150, 200, 300, 400]

    @Test("it is the widest interval of the medians where nothing is compared")
    func medians() throws {
        let precision = BenchmarkPrecision(comparisons: [])
        let found = try #require(
            precision.widest(of: [[part(Self.narrow), part(Self.wide)], [part(Self.narrow)]])
        )
        #expect(!found.isRatio)
        #expect(found.interval == RatioInterval(ratio: 150, low: 50, high: 400))
    }

    @Test("it is the widest interval of the ratios that are compared")
    func ratios() throws {
        let precision = BenchmarkPrecision(comparisons: [(0, 1), (0, 2)])
        let double = Self.narrow.map { 2 * $0 }
        let found = try #require(
            precision.widest(of: [[part(Self.narrow)], [part(double)], [part(Self.wide)]])
        )
        let expected = try PairedRatio.estimate(
            baseline: Self.narrow.map(Double.init),
            candidate: Self.wide.map(Double.init),
            confidence: 0.95
        )
        #expect(found.isRatio)
        #expect(found.interval == expected.interval)
    }

    @Test("nothing is known before there are pairs enough for every interval")
    func unknown() {
        let few = part([1, 2, 3])
        #expect(BenchmarkPrecision(comparisons: []).widest(of: [[few], [part(Self.wide)]]) == nil)
        #expect(BenchmarkPrecision(comparisons: [(0, 1)]).widest(of: [[few], [few]]) == nil)
    }

    @Test("what takes no time is known exactly")
    func exact() throws {
        let none = part(Array(repeating: 0, count: 6))
        let found = try #require(BenchmarkPrecision(comparisons: []).widest(of: [[none]]))
        #expect(found.interval.relativeWidth == 0)
    }
}
