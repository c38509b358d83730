import Statistics
import Testing

@Suite("Unpaired ratio")
struct UnpairedRatioTests {
    // R 4.2: w <- wilcox.test(log(c), log(b), conf.int = TRUE, exact = TRUE, conf.level = …)
    // exp(c(w$estimate, w$conf.int)); w$p.value; 4 values less 3, all 10, 10 against 5.
    @Test(
        "ratio and interval agree with R",
        arguments: [
            (
                4, 4, 3, 0.9, 0.623_189_860_838_024_97, 0.477_124_183_006_535_96,
                0.836_734_693_877_550_84, 0.028_571_428_571_428_571
            ),
            (
                4, 4, 3, 0.95, 0.623_189_860_838_024_97, 0.398_692_810_457_516_26,
                0.918_367_346_938_775_53, 0.028_571_428_571_428_571
            ),
            (
                10, 10, 0, 0.9, 0.849_722_291_121_029_59, 0.724_489_795_918_367_26,
                0.991_735_537_190_082_67, 0.089_209_552_057_849_278
            ),
            (
                10, 10, 0, 0.95, 0.849_722_291_121_029_59, 0.690_476_190_476_190_47,
                1.025_641_025_641_025_77, 0.089_209_552_057_849_278
            ),
            (
                10, 5, 0, 0.9, 0.826_645_935_171_430_26, 0.689_393_939_393_939_34,
                0.991_735_537_190_082_67, 0.099_234_099_234_099_232
            ),
            (
                10, 5, 0, 0.95, 0.826_645_935_171_430_26, 0.670_454_545_454_545_41,
                1.051_020_408_163_265_03, 0.099_234_099_234_099_232
            ),
        ] as [(Int, Int, Double, Double, Double, Double, Double, Double)]
    )
    func agreesWithR(
        baseline: Int,
        candidate: Int,
        less: Double,
        confidence: Double,
        ratio: Double,
        low: Double,
        high: Double,
        p: Double
    ) throws {
        let found = try UnpairedRatio.estimate(
            baseline: Array(Measured.baseline.prefix(baseline)),
            candidate: Measured.candidate.prefix(candidate).map { $0 - less },
            confidence: confidence
        )
        #expect(agree(found.ratio, ratio))
        #expect(agree(found.low, low))
        #expect(agree(found.high, high))
        #expect(agree(found.p, p))
        #expect(found.method == .logRatios)
        #expect(found.baselineCount == baseline)
        #expect(found.candidateCount == candidate)
    }

    @Test("a candidate of zeros has the ratio 0")
    func zeroCandidate() throws {
        let found = try UnpairedRatio.estimate(
            baseline: [1, 2, 3, 4, 5],
            candidate: [0, 0, 0, 0],
            confidence: 0.95
        )
        #expect([found.ratio, found.low, found.high] == [0, 0, 0])
        #expect(found.p < 0.05)
        #expect(found.method == .differences)
    }

    @Test("zeros on both sides leave the cautious interval")
    func zerosOnBothSides() throws {
        // Quotients, ascending, are 2/4, 2/2, 2/1, 4/4, … and two zeros, once as 0, once as ∞.
        let found = try UnpairedRatio.estimate(
            baseline: [0, 1, 2, 4],
            candidate: [0, 2, 4, 8],
            confidence: 0.95
        )
        #expect(agree(found.ratio, 2))
        #expect(found.low == 0)
        #expect(found.high == .infinity)
        // scipy 1.17: mannwhitneyu([0,2,4,8], [0,1,2,4], method="asymptotic").pvalue
        #expect(agree(found.p, 0.5565693876824571))
    }

    // R 4.2: qwilcox(.025, 6, 6) is 6. Three pairs of two zeros and three quotients that are 0 (or
    // +∞) fill the six lowest (or highest) places; either three alone would not.
    @Test(
        "two zeros widen the interval on the side that needs them",
        arguments: [
            ([0, 0, 0, 1, 2, 3], [0, 1, 2, 3, 4, 5]), ([0, 1, 2, 3, 4, 5], [0, 0, 0, 1, 2, 3]),
        ] as [([Double], [Double])]
    )
    func tiedZeros(baseline: [Double], candidate: [Double]) throws {
        let found = try UnpairedRatio.estimate(
            baseline: baseline,
            candidate: candidate,
            confidence: 0.95
        )
        #expect(found.low == 0)
        #expect(found.high == .infinity)
    }

    @Test("means, not sums, are compared when the sizes differ")
    func unequalSizes() throws {
        let found = try UnpairedRatio.estimate(
            baseline: [0, 2, 2, 2, 4],
            candidate: [2, 2, 2, 2, 2, 2, 2, 2],
            confidence: 0.95
        )
        #expect(agree(found.ratio, 1))
    }

    @Test("bad samples are refused with their place")
    func refusals() {
        func estimate(_ baseline: [Double], _ candidate: [Double], at confidence: Double = 0.95)
            throws(SampleError)
        {
            _ = try UnpairedRatio.estimate(
                baseline: baseline,
                candidate: candidate,
                confidence: confidence
            )
        }
        let four: [Double] = [1, 2, 3, 4]
        #expect(throws: SampleError.tooFewValues(baseline: 0, candidate: 0, needed: 4)) {
            try estimate([], [])
        }
        #expect(throws: SampleError.tooFewValues(baseline: 4, candidate: 3, needed: 4)) {
            try estimate(four, [1, 2, 3])
        }
        #expect(throws: SampleError.allZero) { try estimate([0, 0, 0, 0], [0, 0, 0, 0]) }
        #expect(throws: SampleError.negative(place: "baseline[0]", found: "-1.0")) {
            try estimate([-1, 2, 3, 4], four)
        }
        #expect(throws: SampleError.notFinite(place: "candidate[3]", found: "nan")) {
            try estimate(four, [1, 2, 3, .nan])
        }
        #expect(throws: SampleError.confidence(found: "0.0")) { try estimate(four, four, at: 0) }
    }
}
