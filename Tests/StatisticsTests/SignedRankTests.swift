@testable import Statistics
import Testing

@Suite("Signed-rank test")
struct SignedRankTests {
    // R 4.2: wilcox.test(c - b, conf.int = TRUE, exact = TRUE, conf.level = …)
    @Test(
        "the interval of differences agrees with R",
        arguments: [
            (6, 0.9, -1.8, -3.3, -0.625), (6, 0.95, -1.8, -4.1, 0.3),
            (10, 0.9, -2, -2.975, -0.9), (10, 0.95, -2, -3.1, -0.75),
            (10, 0.99, -2, -3.85, -0.25),
        ]
    )
    func interval(
        pairs: Int,
        confidence: Double,
        estimate: Double,
        low: Double,
        high: Double
    ) throws {
        let differences = zip(Measured.candidate, Measured.baseline).prefix(pairs).map { $0 - $1 }
        let shift = try SignedRankTest.shift(differences, confidence: confidence)
        #expect(agree(shift.estimate, estimate))
        #expect(agree(shift.low, low))
        #expect(agree(shift.high, high))
        #expect(agree(shift.p, pairs == 6 ? 0.0625 : 0.005_859_375))
    }

    // R 4.2: x <- ((i * 7919) %% 10007) / 1000 - 4.5 + i * i * 1e-7
    // wilcox.test(x, conf.int = TRUE, exact = TRUE); the p-values above 200 with exact = FALSE.
    @Test(
        "larger samples agree with R, exactly and by approximation",
        arguments: [
            (30, 0.859541, -0.3624851, 2.0815788, 0.119_076_568_633_317_96),
            (200, 0.55342315, 0.14566625, 0.9857181, 0.009_468_388_114_772_871_2),
            (201, 0.54040605, 0.1202104, 0.947924, 0.012_904_836_078_509_717),
            (250, 0.52783065, 0.158224, 0.8972468, 0.006_062_113_248_198_482_6),
            (1000, 0.545076225, 0.3627025, 0.72678425, 1.619_244_963_297_02e-8),
        ]
    )
    func larger(
        count: Int,
        estimate: Double,
        low: Double,
        high: Double,
        p: Double
    ) throws {
        let values = zip(Measured.scattered(1...count), 1...count).map { value, i in
            value - 4.5 + Double(i * i) * 1e-7
        }
        let shift = try SignedRankTest.shift(values, confidence: 0.95)
        #expect(agree(shift.estimate, estimate, to: 1e-11))
        // Above 200 the approximate critical rank may be some places off the exact one.
        let tolerance = count > SignedRankTest.exactLimit ? 1e-3 : 1e-11
        #expect(agree(shift.low, low, to: tolerance))
        #expect(agree(shift.high, high, to: tolerance))
        #expect(agree(shift.p, p, to: 1e-10))
    }

    // R 4.2: psignrank(c(8), 10), psignrank(137, 30), psignrank(c(8400, 3000), 200)
    @Test(
        "the null distribution agrees with R far into the tail",
        arguments: [
            (10, 8, 0.024_414_062_5), (30, 137, 0.024_855_060_502_886_776),
            (200, 8400, 0.021_990_539_482_681_638), (200, 3000, 1.925_290_898_888_337_5e-20),
        ]
    )
    func nullDistribution(count: Int, value: Int, expected: Double) {
        let exact = ExactNullDistribution(signedRanks: Array(1...count))
        #expect(agree(exact.lowerTail(value), expected, to: 1e-11))
    }

    // R 4.2: qsignrank(.025, c(30, 200))
    @Test("critical ranks agree with R", arguments: [(6, 1), (10, 9), (30, 138), (200, 8445)])
    func criticalRanks(pairs: Int, expected: Int) throws {
        #expect(try SignedRankTest.criticalRank(pairs: pairs, confidence: 0.95) == expected)
    }

    // R 4.2: qsignrank(.025, c(201, 250, 1000))
    @Test(
        "approximate critical ranks are within three places of the exact ones",
        arguments: [(201, 8533), (250, 13_445), (1000, 232_347)]
    )
    func approximateRanks(pairs: Int, exact: Int) throws {
        let found = try SignedRankTest.criticalRank(pairs: pairs, confidence: 0.95)
        #expect((found - exact).magnitude <= 3)
    }

    // Python: ranks of |d| by scipy.stats.rankdata, then all 2^n sign vectors counted.
    @Test(
        "with ties and zeros the p-value is that of all sign changes",
        arguments: [
            ([1, 1, 1, 1, 1, 1], 2.0 / 64),
            ([1, 1, -1, 2, 2, 3, 0, 0, -2], 42.0 / 128),
            ([2, 2, -2, 1, -1, 3, 4, 4, 4, -5], 254.0 / 1024),
            ([3, -1, -1, -1, 2, 2, 2, 2, 5, 6, 0, -6], 316.0 / 2048),
        ] as [([Double], Double)]
    )
    func ties(differences: [Double], expected: Double) throws {
        #expect(agree(try SignedRankTest.pValue(differences), expected))
    }

    @Test("nothing but zeros, or nothing at all, is no evidence")
    func zeros() throws {
        #expect(try SignedRankTest.pValue([0, 0, -0.0]) == 1)
        #expect(try SignedRankTest.pValue([]) == 1)
    }

    @Test("equal differences give that point as interval")
    func identical() throws {
        let shift = try SignedRankTest.shift([2, 2, 2, 2, 2, 2], confidence: 0.95)
        #expect(shift == ShiftEstimate(estimate: 2, low: 2, high: 2, p: 0.03125))
    }

    @Test(
        "the fewest pairs follow from the confidence",
        arguments: [(0.5, 3), (0.9, 5), (0.9375, 6), (0.95, 6), (0.99, 8), (0.999, 11)]
    )
    func pairsNeeded(confidence: Double, expected: Int) throws {
        #expect(try SignedRankTest.pairsNeeded(confidence: confidence) == expected)
    }

    @Test("bad input is refused")
    func refusals() {
        #expect(throws: SampleError.tooFew(pairs: 5, needed: 6)) {
            try SignedRankTest.shift([1, 2, 3, 4, 5], confidence: 0.95)
        }
        #expect(throws: SampleError.notFinite(place: "differences[0]", found: "nan")) {
            try SignedRankTest.pValue([.nan])
        }
        #expect(throws: SampleError.confidence(found: "1.0")) {
            try SignedRankTest.pairsNeeded(confidence: 1)
        }
        #expect(throws: SampleError.tooMany(found: 4001, limit: 4000)) {
            try SignedRankTest.shift([Double](repeating: 1, count: 4001), confidence: 0.95)
        }
    }
}
