import TestSupport
import Testing

@testable import Statistics

@Suite("Theil and Sen's slope")
struct TheilSenTests {
    @Test("it is scipy's, and so are the ends of its interval")
    func oracle() throws {
        let cases = try OracleCases.read().slopes
        #expect(cases.count == 54)
        for oracle in cases {
            let found = try TheilSenSlope.estimate(oracle.values, confidence: oracle.confidence)
            let pairs = [
                (found.slope, oracle.slope), (found.low, oracle.low), (found.high, oracle.high),
            ]
            for (ours, theirs) in pairs {
                #expect((ours - theirs).magnitude <= 1e-9, "\(oracle.values): \(ours), \(theirs)")
            }
        }
    }

    @Test("values that grow by 2 % each time have exactly that trend")
    func relative() throws {
        var value = 40.0
        let values = (0..<12).map { _ in
            defer { value *= 1.02 }
            return value
        }
        let found = try TheilSenSlope.relative(values)
        for share in [found.slope, found.low, found.high] {
            #expect((share - 0.02).magnitude < 1e-12)
        }
        #expect(found.excludesZero)
    }

    @Test("noise around one level has a trend in about 5 % of the series")
    func falseAlarms() throws {
        let alarms = try (0..<400).count { seed in
            var chance = SplitMix64(seed: UInt64(seed))
            let values = (0..<50).map { _ in chance.lognormal(mean: 3, deviation: 0.2) }
            return try TheilSenSlope.relative(values).excludesZero
        }
        // P(more than 36 of 400) is below 0.001 at 5 %.
        #expect(alarms <= 36, "\(alarms)")
        #expect(alarms > 0)
    }

    @Test("what has no logarithm, and what is too little, is refused")
    func refusals() {
        #expect(throws: SampleError.zero(place: "values[1]")) {
            try TheilSenSlope.relative([1, 0, 2])
        }
        #expect(throws: SampleError.negative(place: "values[0]", found: "-1.0")) {
            try TheilSenSlope.relative([-1, 1])
        }
        #expect(throws: SampleError.empty) { try TheilSenSlope.estimate([]) }
        #expect(throws: SampleError.tooFew(pairs: 0, needed: 1)) {
            try TheilSenSlope.estimate([1])
        }
        #expect(throws: SampleError.notFinite(place: "values[1]", found: "nan")) {
            try TheilSenSlope.estimate([1, .nan])
        }
    }
}
