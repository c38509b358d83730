@testable import Statistics
import Testing

@Suite("Mann–Whitney test")
struct MannWhitneyTests {
    // R 4.2: wilcox.test(c, b, conf.int = TRUE, exact = TRUE, conf.level = …), with the first
    // 4 values and 3 taken off the candidate, all 10, and 10 against the first 5.
    @Test(
        "the interval of shifts agrees with R",
        arguments: [
            (4, 4, 3, 0.9, -4.15, -8, -1.6), (4, 4, 3, 0.95, -4.15, -9.2, -0.8),
            (10, 10, 0, 0.9, -1.875, -3.85, -0.1), (10, 10, 0, 0.95, -1.875, -4.35, 0.3),
            (10, 5, 0, 0.9, -2.3, -4.35, -0.1), (10, 5, 0, 0.95, -2.3, -5, 0.5),
        ] as [(Int, Int, Double, Double, Double, Double, Double)]
    )
    func interval(
        baseline: Int,
        candidate: Int,
        less: Double,
        confidence: Double,
        estimate: Double,
        low: Double,
        high: Double
    ) throws {
        let shift = try MannWhitneyTest.shift(
            baseline: Array(Measured.baseline.prefix(baseline)),
            candidate: Measured.candidate.prefix(candidate).map { $0 - less },
            confidence: confidence
        )
        #expect(agree(shift.estimate, estimate))
        #expect(agree(shift.low, low))
        #expect(agree(shift.high, high))
    }

    // R 4.2: x <- ((1:n * 7919) %% 10007) / 1000; y the same for (n+1):(2*n), plus 0.7
    // wilcox.test(y, x, exact = TRUE, conf.int = TRUE); p above 50 a side with exact = FALSE.
    @Test(
        "larger samples agree with R, exactly and by approximation",
        arguments: [
            (50, 0.469, -0.753, 1.489, 0.451_991_854_248_677_94),
            (60, 0.392, -0.753, 1.412, 0.473_720_198_693_830_64),
        ]
    )
    func larger(
        count: Int,
        estimate: Double,
        low: Double,
        high: Double,
        p: Double
    ) throws {
        let shift = try MannWhitneyTest.shift(
            baseline: Measured.scattered(1...count),
            candidate: Measured.scattered((count + 1)...(2 * count)).map { $0 + 0.7 },
            confidence: 0.95
        )
        #expect(agree(shift.estimate, estimate, to: 1e-11))
        #expect(agree(shift.low, low, to: 1e-11))
        #expect(agree(shift.high, high, to: 1e-11))
        #expect(agree(shift.p, p, to: 1e-11))
    }

    // R 4.2: pwilcox(950, 50, 50), pwilcox(23, 10, 10), pwilcox(200, 20, 35)
    @Test(
        "the null distribution agrees with R",
        arguments: [
            (50, 50, 950, 0.019_285_998_500_826_805_8),
            (10, 10, 23, 0.021_628_526_272_489_116_7),
            (20, 35, 200, 0.004_037_389_260_610_029_8),
            (35, 20, 200, 0.004_037_389_260_610_029_8),
        ]
    )
    func nullDistribution(first: Int, second: Int, value: Int, expected: Double) {
        let exact = ExactNullDistribution(rankSumOf: first, and: second)
        #expect(agree(exact.lowerTail(value), expected))
    }

    // R 4.2: qwilcox(.025, m, n); exact up to a product of 2500, then approximated.
    @Test(
        "critical ranks agree with R, to one place where they are approximated",
        arguments: [
            (4, 4, 1), (10, 10, 24), (50, 50, 966), (20, 35, 238), (60, 60, 1427), (80, 70, 2280),
            (51, 50, 987),
        ]
    )
    func criticalRanks(first: Int, second: Int, expected: Int) throws {
        let found = try MannWhitneyTest.criticalRank(first, second, confidence: 0.95)
        let tolerance = first * second > MannWhitneyTest.exactLimit ? 1 : 0
        #expect((found - expected).magnitude <= tolerance)
    }

    // scipy 1.17: mannwhitneyu(c, b, method="exact").pvalue
    @Test("the exact p-value agrees with scipy")
    func exactP() throws {
        let p = try MannWhitneyTest.pValue(
            baseline: Measured.baseline,
            candidate: Measured.candidate
        )
        #expect(agree(p, 0.089_209_552_057_849_28))
    }

    // scipy 1.17: mannwhitneyu(first, second, method="asymptotic").pvalue; R 4.2 says the same.
    @Test("with ties the p-value is the corrected approximation")
    func ties() throws {
        let first: [Double] = [1, 2, 2, 3, 5, 5, 6]
        let second: [Double] = [2, 3, 4, 5, 7, 7, 8, 9]
        let p = try MannWhitneyTest.pValue(baseline: second, candidate: first)
        #expect(agree(p, 0.102_080_961_132_484_6))
        #expect(agree(try MannWhitneyTest.pValue(baseline: first, candidate: second), p))
    }

    @Test("equal numbers throughout are no evidence")
    func identical() throws {
        let same = [3.0, 3, 3, 3, 3]
        let shift = try MannWhitneyTest.shift(baseline: same, candidate: same, confidence: 0.95)
        #expect(shift == ShiftEstimate(estimate: 0, low: 0, high: 0, p: 1))
    }

    @Test(
        "the fewest values follow from the confidence",
        arguments: [(0.8, 3), (0.95, 4), (0.99, 5), (0.999, 7)]
    )
    func valuesNeeded(confidence: Double, expected: Int) throws {
        #expect(try MannWhitneyTest.valuesNeeded(confidence: confidence) == expected)
    }

    @Test("bad input is refused")
    func refusals() {
        #expect(throws: SampleError.empty) {
            try MannWhitneyTest.pValue(baseline: [], candidate: [1])
        }
        #expect(throws: SampleError.tooFewValues(baseline: 3, candidate: 9, needed: 4)) {
            let nine = [Double](repeating: 1, count: 9)
            return try MannWhitneyTest.shift(
                baseline: [1, 2, 3],
                candidate: nine,
                confidence: 0.95
            )
        }
        #expect(throws: SampleError.notFinite(place: "candidate[1]", found: "inf")) {
            try MannWhitneyTest.pValue(baseline: [1], candidate: [1, .infinity])
        }
    }
}
