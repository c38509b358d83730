import Statistics
import Testing

@Suite("Detectable effect")
struct DetectableEffectTests {
    private func measured() throws -> PairedRatio {
        try PairedRatio.estimate(
            baseline: Measured.baseline,
            candidate: Measured.candidate,
            confidence: 0.95
        )
    }

    // R 4.2: l <- log(c / b); s <- sd(l)
    // exp((qt(.975, 9) + qt(.8, 9)) * s / sqrt(10))
    @Test("the detectable ratio agrees with R")
    func detectable() throws {
        let found = try measured()
        #expect(agree(try #require(found.logDeviation), 0.116_214_087_823_782_47))
        #expect(agree(try #require(found.detectable), 1.122_546_482_256_937_32))
    }

    // R 4.2: n <- 6; while ((qt(.975, n-1) + qt(.8, n-1)) * s / sqrt(n) > abs(log(r))) n <- n + 1
    @Test(
        "the pairs needed agree with R",
        arguments: [(0.95, 43), (1.05, 47), (0.99, 1052), (0.5, 6), (0.999, 105_901)]
    )
    func pairsNeeded(ratio: Double, expected: Int) throws {
        #expect(try measured().pairsNeeded(toDetect: ratio) == expected)
    }

    @Test(
        "an effect that no number of pairs detects has no answer",
        arguments: [1, 0, -0.5, .infinity, .nan, 1.000_000_1]
    )
    func noAnswer(ratio: Double) throws {
        #expect(try measured().pairsNeeded(toDetect: ratio) == nil)
    }

    @Test("a higher confidence needs a larger effect")
    func confidence() throws {
        let strict = try PairedRatio.estimate(
            baseline: Measured.baseline,
            candidate: Measured.candidate,
            confidence: 0.99
        )
        let usual = try #require(try measured().detectable)
        #expect(try #require(strict.detectable) > usual)
    }
}
