import Testing

@testable import Statistics

@Suite("Edges of means, shares, margins and families")
struct EstimateEdgeTests {
    private static let zeros = [Double](repeating: 0, count: 8)
    private static let values: [Double] = [4, 5, 6, 7, 5, 6, 4, 5]

    @Test("equal numbers have a ratio of means without width")
    func constant() throws {
        for isPaired in [true, false] {
            let found = try RatioOfMeans.estimate(isPaired: isPaired, [4, 4, 4], [2, 2, 2])
            #expect([found.ratio, found.low, found.high, found.p] == [0.5, 0.5, 0.5, 0])
            let same = try RatioOfMeans.estimate(isPaired: isPaired, [4, 4, 4], [4, 4, 4])
            #expect([same.ratio, same.low, same.high, same.p] == [1, 1, 1, 1])
        }
    }

    @Test("over a baseline of zeros the ratio of means is infinite, and nothing bounds it")
    func zeroBaseline() throws {
        for isPaired in [true, false] {
            let found = try RatioOfMeans.estimate(isPaired: isPaired, Self.zeros, Self.values)
            #expect(found.ratio == .infinity && found.low == 0 && found.high == .infinity)
            let gone = try RatioOfMeans.estimate(isPaired: isPaired, Self.values, Self.zeros)
            #expect([gone.ratio, gone.low, gone.high] == [0, 0, 0])
            #expect(throws: SampleError.allZero) {
                try RatioOfMeans.estimate(isPaired: isPaired, Self.zeros, Self.zeros)
            }
        }
    }

    @Test("means need two values, and as many in pairs")
    func fewMeans() {
        #expect(throws: SampleError.tooFew(pairs: 1, needed: 2)) {
            try RatioOfMeans.paired(baseline: [1], candidate: [2], confidence: 0.95)
        }
        #expect(throws: SampleError.tooFewValues(baseline: 1, candidate: 3, needed: 2)) {
            try RatioOfMeans.unpaired(baseline: [1], candidate: [1, 2, 3], confidence: 0.95)
        }
        #expect(throws: SampleError.unequalCounts(baseline: 2, candidate: 3)) {
            try RatioOfMeans.paired(baseline: [1, 2], candidate: [1, 2, 3], confidence: 0.95)
        }
        #expect(throws: SampleError.confidence(found: "1.0")) {
            try RatioOfMeans.paired(baseline: [1, 2], candidate: [1, 3], confidence: 1)
        }
    }

    @Test("a share of nothing, and impossible successes, are refused")
    func shares() throws {
        #expect(throws: SampleError.empty) {
            try Proportion.estimate(successes: 0, trials: 0, confidence: 0.95)
        }
        for successes in [-1, 11] {
            #expect(throws: SampleError.successes(found: successes, trials: 10)) {
                try Proportion.estimate(successes: successes, trials: 10, confidence: 0.95)
            }
        }
        let found = try Proportion.estimate(successes: 9, trials: 10, confidence: 0.95)
        #expect(found.passAll(0) == nil && found.passAll(11) == nil)
        #expect(found.passAllInterval(11) == nil)
        let all = try #require(found.passAllInterval(3))
        #expect(agree(all.lowerBound, found.low * found.low * found.low))
        #expect(agree(all.upperBound, found.high * found.high * found.high))
    }

    @Test("a bound that every ratio meets is met")
    func openMargins() throws {
        for isPaired in [true, false] {
            let faster = try EquivalenceTest.test(
                isPaired: isPaired,
                Self.values,
                Self.values.map { $0 / 4 },
                0...0.5,
                .ranks
            )
            #expect(faster.lower == 0 && faster.isWithin(confidence: 0.95))
            let slower = try EquivalenceTest.test(
                isPaired: isPaired,
                Self.values,
                Self.values.map { $0 * 4 },
                0...0.5,
                .ranks
            )
            #expect(slower.p > 0.99 && !slower.isWithin(confidence: 0.95))
            #expect(
                try EquivalenceTest.test(
                    isPaired: isPaired,
                    Self.values,
                    Self.values,
                    0.9...(.infinity),
                    .ranks
                ).upper == 0
            )
        }
    }

    @Test("zeros are judged by differences, and refused where logarithms are taken")
    func zeros() throws {
        let some: [Double] = [0, 5, 6, 7.5, 5.5, 6.5, 4.5, 0]
        let found = try EquivalenceTest.paired(
            baseline: some.map { $0 == 0 ? 1 : $0 },
            candidate: some,
            margin: 0.5...1.5
        )
        // Two of eight differences are below half of the baseline, tied as the smallest: none, either, both, or the third
        // alone have a rank sum of at most theirs.
        #expect(agree(found.lower, 5.0 / 256))
        #expect(found.upper < 0.01)
        #expect(throws: SampleError.zero(place: "candidate[0]")) {
            try EquivalenceTest.paired(
                baseline: Self.values,
                candidate: some,
                margin: 0.5...1.5,
                method: .student
            )
        }
        #expect(throws: SampleError.tooFew(pairs: 0, needed: 2)) {
            try EquivalenceTest.paired(
                baseline: Self.zeros,
                candidate: Self.zeros,
                margin: 0.95...1.05
            )
        }
        #expect(throws: SampleError.allZero) {
            try EquivalenceTest.unpaired(
                baseline: Self.zeros,
                candidate: Self.zeros,
                margin: 0.95...1.05
            )
        }
    }

    @Test("equal samples are equivalent by either test")
    func equal() throws {
        for method in EquivalenceTest.Method.allCases {
            let found = try EquivalenceTest.paired(
                baseline: Self.values,
                candidate: Self.values,
                margin: 0.95...1.05,
                method: method
            )
            #expect(found.isWithin(confidence: 0.95))
        }
    }

    @Test("a family of none stays empty, and adjusted values are never above 1")
    func families() {
        #expect(MultipleTesting.holm([]) == [])
        #expect(MultipleTesting.benjaminiHochberg([]) == [])
        #expect(MultipleTesting.holm([0.7, 0.8]) == [1, 1])
        #expect(MultipleTesting.benjaminiHochberg([0.9, 0.8]) == [0.9, 0.9])
    }

    @Test("a geometric mean of one value has no interval, of zeros no value")
    func geometric() throws {
        let one = try GeometricMean.estimate([2], confidence: 0.95)
        #expect([one.mean, one.low, one.high] == [2, 0, .infinity])
        #expect(throws: SampleError.empty) { try GeometricMean.estimate([], confidence: 0.95) }
        #expect(throws: SampleError.zero(place: "values[1]")) {
            try GeometricMean.estimate([1, 0], confidence: 0.95)
        }
        #expect(throws: SampleError.negative(place: "values[0]", found: "-1.0")) {
            try GeometricMean.estimate([-1, 2], confidence: 0.95)
        }
    }

    @Test("a beta distribution without shape has no number, and its ends are 0 and 1")
    func beta() {
        for beta in [BetaDistribution(a: 0, b: 1), BetaDistribution(a: 1, b: .nan)] {
            #expect(beta.quantile(0.5).isNaN && beta.lowerTail(0.5).isNaN)
        }
        let beta = BetaDistribution(a: 2, b: 3)
        #expect([beta.quantile(0), beta.quantile(1)] == [0, 1])
        #expect(beta.quantile(-0.1).isNaN && beta.quantile(.nan).isNaN)
        #expect([beta.lowerTail(-1), beta.upperTail(2)] == [0, 0])
    }
}
