import Testing

@testable import Statistics

@Suite("Resampling")
struct ResamplingTests {
    private func mean(_ values: [Double]) -> Double {
        values.reduce(0, +) / Double(values.count)
    }

    @Test("draws have the moments of their distributions")
    func moments() {
        var generator = ResamplingGenerator(seed: 7)
        let normals = (0..<20_000).map { _ in generator.normal() }
        #expect(abs(mean(normals)) < 0.03)
        #expect(abs(mean(normals.map { $0 * $0 }) - 1) < 0.05)
        #expect(abs(mean((0..<20_000).map { _ in generator.exponential() }) - 1) < 0.03)
        for (a, b) in [(0.5, 0.5), (0.5, 20.5), (3, 2), (18.5, 2.5)] {
            let draws = (0..<10_000).map { _ in generator.beta(a, b) }
            let (expected, n) = (a / (a + b), a + b)
            #expect(abs(mean(draws) - expected) < 0.02, "Beta(\(a), \(b))")
            let variance = mean(draws.map { ($0 - expected) * ($0 - expected) })
            let exact = a * b / (n * n * (n + 1))
            #expect(abs(variance / exact - 1) < 0.1, "Beta(\(a), \(b))")
        }
    }

    @Test("the same seed gives the same draws, another seed others")
    func repeatable() {
        func draws(_ seed: UInt64) -> [Double] {
            var generator = ResamplingGenerator(seed: seed)
            return [generator.normal(), generator.uniform(), generator.beta(2, 3)]
        }
        #expect(draws(1) == draws(1))
        #expect(draws(1) != draws(2))
    }

    @Test(
        "weights of a Bayesian bootstrap give each observation the same chance over all, and not in one"
    )
    func weights() {
        var generator = ResamplingGenerator(seed: 3)
        var counts = Array(repeating: 0, count: 5)
        var largest = 0.0
        for _ in 0..<400 {
            let weights = BayesianBootstrap(count: 5, &generator)
            var own = Array(repeating: 0, count: 5)
            for _ in 0..<50 { own[weights.draw(&generator)] += 1 }
            for place in own.indices { counts[place] += own[place] }
            largest += Double(own.max() ?? 0) / 50 / 400
        }
        #expect(counts.allSatisfy { abs(Double($0) / 20_000 - 0.2) < 0.03 })
        // The expectation of the largest of five uniform spacings is (1 + 1/2 + … + 1/5) / 5.
        #expect(abs(largest - 0.457) < 0.05)
    }

    @Test("a kernel has Silverman's bandwidth, and none without spread")
    func kernel() {
        // Logarithms 0, 1, …, 9: deviation 3.0277, quartile range 4.5.
        let values = (0..<10).map { Elementary.exponential(Double($0)) }
        #expect(abs(LogKernel(values).bandwidth - 0.9 * 3.02765 * 0.630957) < 1e-4)
        #expect(LogKernel([3, 3, 3, 3]).bandwidth == 0)
        #expect(LogKernel([0, 0, 5]).bandwidth == 0)
        // What is far from the rest widens nothing.
        let apart = (0..<20).map { $0 < 16 ? 1 + 0.01 * Double($0) : 1000 }
        #expect(LogKernel(apart).bandwidth < 0.1)
    }
}

@Suite("Categories to come")
struct CategoryModelTests {
    /// How often a category comes that was never seen.
    private func share(_ counts: [Int]) -> Double {
        var generator = ResamplingGenerator(seed: 11)
        var unseen = 0
        for _ in 0..<2000 {
            let model = CategoryModel(counts: counts, &generator)
            for _ in 0..<10 where model.draw(&generator) >= model.seen { unseen += 1 }
        }
        return Double(unseen) / 20_000
    }

    @Test(
        "what was never seen comes with the share of what was seen once",
        arguments: [
            ([20], 0.5 / 21), ([10, 10], 0.5 / 21), ([5, 5, 5, 1, 1, 1, 1, 1], 5.5 / 21),
            (Array(repeating: 1, count: 20), 20.5 / 21),
        ] as [([Int], Double)]
    )
    func coverage(counts: [Int], expected: Double) {
        #expect(abs(share(counts) - expected) < 0.015)
    }

    @Test("what was seen often keeps nearly its share, what was seen once loses most")
    func shares() {
        var generator = ResamplingGenerator(seed: 5)
        var found = [0, 0, 0]
        for _ in 0..<4000 {
            let model = CategoryModel(counts: [12, 4, 1, 1, 1, 1], &generator)
            let place = model.draw(&generator)
            if place == 0 { found[0] += 1 } else if place == 1 { found[1] += 1 }
            if (2..<6).contains(place) { found[2] += 1 }
        }
        #expect((0.52...0.6).contains(Double(found[0]) / 4000))
        #expect(Double(found[1]) / 4000 < 0.2)
        #expect(Double(found[2]) / 4000 < 0.1)
    }
}
