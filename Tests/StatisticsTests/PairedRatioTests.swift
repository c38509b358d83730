@testable import Statistics
import Testing

@Suite("Paired ratio")
struct PairedRatioTests {
    // R 4.2: w <- wilcox.test(log(c), log(b), paired = TRUE, conf.int = TRUE, exact = TRUE,
    //   conf.level = …); exp(c(w$estimate, w$conf.int)); w$p.value
    @Test(
        "ratio and interval agree with R",
        arguments: [
            (6, 0.9, 0.851_100_592_580_219_2, 0.778_523_489_932_886_1, 0.934_380_183_657_477_9),
            (6, 0.95, 0.851_100_592_580_219_2, 0.732_026_143_790_849_5, 1.025_641_025_641_025_8),
            (10, 0.9, 0.847_444_400_701_107_4, 0.779_069_767_441_860_5, 0.913_698_441_859_973),
            (10, 0.95, 0.847_444_400_701_107_4, 0.778_523_489_932_886_1, 0.920_190_278_733_551_2),
            (10, 0.99, 0.847_444_400_701_107_4, 0.754_916_914_756_958_4, 0.975_900_072_948_533_1),
        ]
    )
    func agreesWithR(
        pairs: Int,
        confidence: Double,
        ratio: Double,
        low: Double,
        high: Double
    ) throws {
        let found = try PairedRatio.estimate(
            baseline: Array(Measured.baseline.prefix(pairs)),
            candidate: Array(Measured.candidate.prefix(pairs)),
            confidence: confidence
        )
        #expect(agree(found.ratio, ratio))
        #expect(agree(found.low, low))
        #expect(agree(found.high, high))
        #expect(agree(found.p, pairs == 6 ? 0.0625 : 0.005_859_375))
        #expect(found.method == .logRatios)
        #expect(found.pairs == pairs)
        #expect(found.dropped == 0)
        #expect(found.confidence == confidence)
    }

    // Python: the null distribution counted over integers; θ scanned over every critical quotient,
    // every midpoint between two and beyond both ends, in fractions.Fraction; p by all 2^n signs.
    @Test(
        "with zeros the interval is the set of ratios not rejected",
        arguments: [
            ([4, 3, 5, 6, 2, 7, 3, 5], [0, 1, 2, 0, 1, 3, 0, 2], 9.0 / 35, 0, 3.0 / 7, 2.0 / 256),
            (
                [4, 3, 0, 6, 2, 7, 3, 5, 1, 0], [0, 1, 2, 0, 1, 3, 0, 2, 1, 1], 11.0 / 31, 1.0 / 7,
                1, 20.0 / 512
            ),
            ([1, 0, 0, 2, 0, 0], [3, 1, 2, 1, 4, 5], 16.0 / 3, 0.5, .infinity, 6.0 / 64),
        ] as [([Double], [Double], Double, Double, Double, Double)]
    )
    func zeros(
        baseline: [Double],
        candidate: [Double],
        ratio: Double,
        low: Double,
        high: Double,
        p: Double
    ) throws {
        let found = try PairedRatio.estimate(
            baseline: baseline,
            candidate: candidate,
            confidence: 0.95
        )
        #expect(agree(found.ratio, ratio))
        #expect(agree(found.low, low))
        #expect(agree(found.high, high))
        #expect(agree(found.p, p))
        #expect(found.method == .differences)
        #expect(found.detectable == nil)
        #expect(found.pairsNeeded(toDetect: 0.5) == nil)
    }

    @Test("a candidate of zeros has the ratio 0, with certainty")
    func allZeroCandidate() throws {
        let found = try PairedRatio.estimate(
            baseline: [4, 3, 5, 6, 2, 7],
            candidate: [0, 0, 0, 0, 0, 0],
            confidence: 0.95
        )
        #expect(found.ratio == 0)
        #expect(found.low == 0)
        #expect(found.high == 0)
        #expect(found.p == 0.03125)
    }

    @Test("a baseline of zeros has an infinite ratio and never NaN")
    func allZeroBaseline() throws {
        let found = try PairedRatio.estimate(
            baseline: [0, 0, 0, 0, 0, 0],
            candidate: [4, 3, 5, 6, 2, 7],
            confidence: 0.95
        )
        #expect(found.ratio == .infinity)
        #expect(found.low == .infinity)
        #expect(found.high == .infinity)
    }

    @Test("pairs of two zeros are dropped and counted")
    func droppedPairs() throws {
        let found = try PairedRatio.estimate(
            baseline: [0, 4, 3, 5, 6, -0.0, 2, 7],
            candidate: [0, 2, 1, 2, 3, 0, 1, 3],
            confidence: 0.95
        )
        #expect(found.pairs == 6)
        #expect(found.dropped == 2)
        #expect(found.method == .differences)
        #expect(throws: SampleError.tooFew(pairs: 5, needed: 6)) {
            try PairedRatio.estimate(
                baseline: [0, 4, 3, 5, 6, 2],
                candidate: [0, 2, 1, 2, 3, 1],
                confidence: 0.95
            )
        }
    }

    @Test("identical ratios give that ratio as interval")
    func identicalRatios() throws {
        let baseline = [1.5, 2, 3.25, 4, 7, 9]
        let halved = try PairedRatio.estimate(
            baseline: baseline,
            candidate: baseline.map { $0 / 2 },
            confidence: 0.95
        )
        #expect(agree(halved.ratio, 0.5))
        #expect(halved.low == halved.ratio)
        #expect(halved.high == halved.ratio)
        #expect(halved.p == 0.03125)
        #expect(halved.detectable == 1)
        #expect(halved.pairsNeeded(toDetect: 0.99) == 6)
        let same = try PairedRatio.estimate(
            baseline: baseline,
            candidate: baseline,
            confidence: 0.95
        )
        #expect([same.ratio, same.low, same.high, same.p] == [1, 1, 1, 1])
    }

    @Test("ratios beyond the range of a quotient stay usable")
    func extremeRatios() throws {
        let found = try PairedRatio.estimate(
            baseline: [1e-200, 1e200, 1, 1, 1, 1],
            candidate: [1e200, 1e-200, 1, 1, 1, 1],
            confidence: 0.95
        )
        #expect(found.ratio == 1)
        #expect(found.p == 1)
        // sqrt(2 * log(1e400)^2 / 5)
        #expect(agree(try #require(found.logDeviation), 582.5130720169441))
        let zeros = try PairedRatio.estimate(
            baseline: [1e308, 1e308, 1e308, 1e308, 1e308, 1e308],
            candidate: [0, 1e308, 1e308, 1e308, 1e308, 1e308],
            confidence: 0.95
        )
        #expect(agree(zeros.ratio, 5.0 / 6))
        #expect(zeros.low == 0)
        #expect(zeros.high == 1)
    }

    @Test("bad samples are refused with their place")
    func refusals() {
        func estimate(_ baseline: [Double], _ candidate: [Double], at confidence: Double = 0.95)
            throws(SampleError)
        {
            _ = try PairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: confidence
            )
        }
        let six: [Double] = [1, 2, 3, 4, 5, 6]
        #expect(throws: SampleError.tooFew(pairs: 0, needed: 6)) { try estimate([], []) }
        #expect(throws: SampleError.tooFew(pairs: 6, needed: 8)) {
            try estimate(six, six, at: 0.99)
        }
        #expect(throws: SampleError.unequalCounts(baseline: 6, candidate: 1)) {
            try estimate(six, [1])
        }
        #expect(throws: SampleError.negative(place: "candidate[2]", found: "-3.0")) {
            try estimate(six, [1, 2, -3, 4, 5, 6])
        }
        #expect(throws: SampleError.notFinite(place: "baseline[5]", found: "nan")) {
            try estimate([1, 2, 3, 4, 5, .nan], six)
        }
        #expect(throws: SampleError.notFinite(place: "candidate[0]", found: "inf")) {
            try estimate(six, [.infinity, 2, 3, 4, 5, 6])
        }
        for confidence in [0, 1, -1, 95, Double.nan] {
            #expect(throws: SampleError.confidence(found: "\(confidence)")) {
                try estimate(six, six, at: confidence)
            }
        }
    }

    @Test("errors say what was expected and what was found")
    func messages() {
        #expect(
            SampleError.negative(place: "candidate[2]", found: "-3.0").description
                == "candidate[2]: expected a number of at least 0, found -3.0"
        )
        #expect(
            SampleError.tooFew(pairs: 3, needed: 6).description
                == "expected at least 6 pairs that are not both 0, found 3"
        )
    }
}
