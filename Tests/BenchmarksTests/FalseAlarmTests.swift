import TestSupport
import Testing

@testable import Benchmarks

@Suite("False alarms")
struct FalseAlarmTests {
    private static let repetitions = 1000
    private static let pairs = 12

    /// A machine that gets slower, faster and slower again, by 40 % in all.
    private static func drift(_ place: Int, _ phase: Double) -> Double {
        let turn = (Double(place) / Double(4 * pairs) + phase).truncatingRemainder(dividingBy: 1)
        return 1 + 0.4 * (turn < 0.5 ? turn * 2 : 2 - turn * 2)
    }

    /// How many of the comparisons of a thing with itself are red or green.
    private func alarms(isInterleaved: Bool) throws -> Int {
        var draw = SplitMix64(seed: 20_261_127)
        func share() -> Double { Double(draw.next() >> 11) * 0x1p-53 }
        var alarms = 0
        for _ in 0..<Self.repetitions {
            let phase = share()
            var sides: [[Int]] = [[], []]
            func measure(_ side: Int, at place: Int) {
                // Right-skewed noise of about 6 %.
                let noise = 1 + 0.2 * share() * share()
                sides[side].append(Int(1_000_000 * Self.drift(place, phase) * noise))
            }
            for pair in 0..<Self.pairs {
                if isInterleaved {
                    let first = share() < 0.5 ? 0 : 1
                    measure(first, at: 2 * pair)
                    measure(1 - first, at: 2 * pair + 1)
                } else {
                    measure(0, at: pair)
                }
            }
            if !isInterleaved { for pair in 0..<Self.pairs { measure(1, at: Self.pairs + pair) } }
            func series(_ samples: [Int]) -> Series {
                var series = Bench.series(samples, isSimulated: false)
                series.call = "one"
                return series
            }
            let rows = Comparison.compare(
                base: Bench.baseline([series(sides[0])]),
                candidate: Bench.baseline([series(sides[1])])
            )
            let verdict = try #require(rows.first).verdict
            if verdict == .regressed || verdict == .improved { alarms += 1 }
        }
        return alarms
    }

    @Test(
        "a thing measured against itself in turn is red or green in 5 % of 1000 comparisons at most"
    )
    func interleaved() throws {
        let alarms = try alarms(isInterleaved: true)
        #expect(alarms <= 50)
        // A comparison that never says anything would pass too.
        #expect(alarms >= 15)
    }

    @Test("measured one after the other it would be so far more often: that is why it is suspect")
    func sequential() throws {
        #expect(try alarms(isInterleaved: false) > 300)
    }
}
