import Testing

@testable import Statistics

@Suite("Agreement with R, scipy and statsmodels on stored cases")
struct OracleTests {
    /// To so many parts of their size.
    private static let tolerance = 1e-9

    private func expect(
        _ found: Double?,
        _ expected: Double,
        _ name: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        let isEqual = found.map { agree($0, expected, to: Self.tolerance) } ?? false
        #expect(
            isEqual,
            "\(name): \(String(describing: found)), \(expected)",
            sourceLocation: location
        )
    }

    private func expect(
        _ found: (interval: RatioInterval, p: Double),
        _ oracle: (ratio: Double, low: Double, high: Double, p: Double),
        _ name: String,
        _ location: SourceLocation = #_sourceLocation
    ) {
        expect(found.interval.ratio, oracle.ratio, name, location)
        expect(found.interval.low, oracle.low, name, location)
        expect(found.interval.high, oracle.high, name, location)
        expect(found.p, oracle.p, name, location)
    }

    @Test("paired ratios: few, many, with ties and with outliers")
    func paired() throws {
        let cases = try OracleCases.read().paired
        #expect(cases.count == 19)
        for oracle in cases {
            let found = try PairedRatio.estimate(
                baseline: oracle.baseline,
                candidate: oracle.candidate,
                confidence: oracle.confidence
            )
            expect((found.interval, found.p), oracle.values, oracle.name)
        }
    }

    @Test("unpaired ratios: few, many, of unequal numbers, with ties and with outliers")
    func unpaired() throws {
        let cases = try OracleCases.read().unpaired
        #expect(cases.count == 21)
        for oracle in cases {
            let found = try UnpairedRatio.estimate(
                baseline: oracle.baseline,
                candidate: oracle.candidate,
                confidence: oracle.confidence
            )
            expect((found.interval, found.p), oracle.values, oracle.name)
        }
    }

    @Test("ratios of means by Fieller: the ends are where the t-test changes its mind")
    func means() throws {
        let cases = try OracleCases.read().means
        #expect(cases.count == 32)
        #expect(cases.contains { $0.high == nil })
        for oracle in cases {
            let found = try RatioOfMeans.estimate(
                isPaired: oracle.isPaired,
                oracle.baseline,
                oracle.candidate,
                confidence: oracle.confidence
            )
            let name = "paired \(oracle.isPaired), at \(oracle.confidence)"
            expect((found.interval, found.p), oracle.values, name)
        }
    }

    @Test("two one-sided tests, by t and by ranks")
    func equivalence() throws {
        let cases = try OracleCases.read().equivalence
        #expect(cases.count == 10)
        for oracle in cases {
            func test(_ method: EquivalenceTest.Method) throws(SampleError) -> EquivalenceTest {
                try .test(
                    isPaired: oracle.isPaired,
                    oracle.baseline,
                    oracle.candidate,
                    margin,
                    method
                )
            }
            let margin = oracle.low...oracle.high
            let name = "paired \(oracle.isPaired), \(margin)"
            let student = try test(.student)
            expect(student.lower, oracle.studentLower, name)
            expect(student.upper, oracle.studentUpper, name)
            let ranks = try test(.ranks)
            expect(ranks.lower, oracle.ranksLower, name)
            expect(ranks.upper, oracle.ranksUpper, name)
        }
    }

    @Test("Clopper–Pearson intervals, up to 100,000 trials")
    func proportions() throws {
        let cases = try OracleCases.read().proportions
        #expect(cases.count == 42)
        for oracle in cases {
            let found = try Proportion.estimate(
                successes: oracle.successes,
                trials: oracle.trials,
                confidence: oracle.confidence
            )
            let name = "\(oracle.successes) of \(oracle.trials)"
            expect(found.low, oracle.low, name)
            expect(found.high, oracle.high, name)
        }
    }

    @Test("the probability that all of k succeed")
    func passAll() throws {
        for oracle in try OracleCases.read().passAll {
            let found = try Proportion.estimate(
                successes: oracle.successes,
                trials: oracle.trials,
                confidence: 0.95
            )
            expect(found.passAll(oracle.k), oracle.value, "\(oracle)")
        }
    }

    @Test("p-values adjusted for their number")
    func adjusted() throws {
        for oracle in try OracleCases.read().adjusted {
            let holm = MultipleTesting.holm(oracle.p)
            let rate = MultipleTesting.benjaminiHochberg(oracle.p)
            #expect(holm.count == oracle.holm.count && rate.count == oracle.holm.count)
            for (found, expected) in zip(holm, oracle.holm) { expect(found, expected, "Holm") }
            for (found, expected) in zip(rate, oracle.benjaminiHochberg) {
                expect(found, expected, "Benjamini and Hochberg")
            }
        }
    }

    @Test("geometric means")
    func geometricMeans() throws {
        for oracle in try OracleCases.read().geometricMeans {
            let found = try GeometricMean.estimate(oracle.values, confidence: oracle.confidence)
            expect(found.mean, oracle.mean, "mean")
            expect(found.low, oracle.low, "low")
            expect(found.high, oracle.high, "high")
        }
    }

    @Test("quantiles, and the values between which they lie")
    func quantiles() throws {
        let oracles = try OracleCases.read().quantiles
        #expect(oracles.cases.count == 48)
        for oracle in oracles.cases {
            let sample = try Sample(Array(oracles.values.prefix(oracle.count)))
            expect(sample.quantile(oracle.probability), oracle.value, "\(oracle)")
            let found = try #require(
                sample.quantileInterval(oracle.probability, confidence: oracle.confidence)
            )
            #expect(found.low == oracle.low && found.high == oracle.high, "\(oracle)")
        }
    }

    @Test("the beta distribution and its inverse")
    func beta() throws {
        for oracle in try OracleCases.read().beta {
            let beta = BetaDistribution(a: oracle.a, b: oracle.b)
            // A tail below the least positive number is 0 there.
            if oracle.below > 1e-280 { expect(beta.lowerTail(oracle.x), oracle.below, "\(oracle)") }
            if oracle.above > 1e-280 { expect(beta.upperTail(oracle.x), oracle.above, "\(oracle)") }
            expect(beta.quantile(oracle.probability), oracle.quantile, "\(oracle)")
        }
    }
}
