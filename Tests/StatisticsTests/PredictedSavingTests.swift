import Testing

@testable import Statistics

@Suite("Predicted savings")
struct PredictedSavingTests {
    @Test("a saving is a ratio of sums, nothing of nothing is nothing")
    func sums() {
        #expect(SavingSums(without: 10, with: 4).saved == 0.6)
        #expect(SavingSums(without: 10, with: 15).saved == -0.5)
        #expect(SavingSums().saved == 0)
    }

    @Test("without errors the interval is the saving", arguments: [0.0, 0.25, 0.9, 1])
    func exact(saved: Double) {
        for scale in [PredictedSaving.Scale.share, .ratio] where scale == .share || saved < 1 {
            let found = PredictedSaving.around(saved, scale: scale, confidence: 0.95, rounds: 99) {
                _ in (0.5, 0.5)
            }
            #expect(abs(found.low - saved) < 1e-9 && abs(found.high - saved) < 1e-9)
        }
    }

    @Test("pasts that promise too much lower the interval, and shares stay shares")
    func optimism() {
        let found = PredictedSaving.around(0.4, scale: .share, confidence: 0.95, rounds: 99) {
            (0.5, $0.isMultiple(of: 2) ? 0.3 : 0.45)
        }
        #expect(found.high < 0.4)
        #expect(found.low > 0)
        let wide = PredictedSaving.around(0.4, scale: .share, confidence: 0.95, rounds: 99) {
            $0.isMultiple(of: 2) ? (0, 1) : (1, 0)
        }
        #expect(wide.low == 0 && wide.high == 1)
        let costly = PredictedSaving.around(0.1, scale: .ratio, confidence: 0.95, rounds: 99) {
            (0.1, $0.isMultiple(of: 2) ? -0.5 : 0.3)
        }
        #expect(costly.low < -0.4 && !costly.isPromised)
    }

    @Test("quantiles are order statistics: of 399 the 10th from either end")
    func quantiles() {
        let found = PredictedSaving.within(
            (0..<399).map { Double($0) / 1000 },
            saved: 0.2,
            confidence: 0.95
        )
        #expect(found.low == 0.009 && found.high == 0.389)
    }

    /// The share of sums that cases of a kind have: 40 % of the cases, lognormal amounts.
    @Test("of the next 20 the share of a sum lies within its interval 95 times of a hundred")
    func coverage() {
        var generator = ResamplingGenerator(seed: 23)
        func drawn() -> [(amount: Double, counts: Bool)] {
            (0..<20).map { _ in
                (Elementary.exponential(generator.normal()), generator.uniform() < 0.4)
            }
        }
        func saved(_ cases: [(amount: Double, counts: Bool)]) -> Double {
            let whole = cases.reduce(0) { $0 + $1.amount }
            let part = cases.reduce(0) { $0 + ($1.counts ? $1.amount : 0) }
            return SavingSums(without: whole, with: whole - part).saved
        }
        var kept = 0
        for _ in 0..<300 {
            let (past, next) = (drawn(), drawn())
            let kernel = LogKernel(past.map(\.amount))
            let found = PredictedSaving.around(
                saved(past),
                scale: .share,
                confidence: 0.95,
                rounds: 199
            ) { _ in
                let weights = BayesianBootstrap(count: past.count, &generator)
                func resampled() -> Double {
                    saved(
                        past.map { _ in
                            let drawn = past[weights.draw(&generator)]
                            return (drawn.amount * kernel.factor(&generator), drawn.counts)
                        }
                    )
                }
                return (resampled(), resampled())
            }
            if (found.low...found.high).contains(saved(next)) { kept += 1 }
        }
        // Of 300 at 95 %, fewer than 273 are one case in a thousand.
        #expect(kept >= 273, "\(kept) of 300")
    }
}

@Suite("Failures that last")
struct LastingFailuresTests {
    @Test("successes at the first tries and failures at all of them are lasting ones")
    func lasting() {
        let model = LastingFailures(successes: [30, 8, 2, 0, 0, 0], failures: 10, most: 6)
        #expect((0.7...0.85).contains(model.success))
        var generator = ResamplingGenerator(seed: 2)
        let draws = (0..<2000).map { _ in model.draw(&generator) }
        let share = draws.reduce(0) { $0 + $1.lasting } / 2000
        #expect((0.15...0.26).contains(share))
    }

    @Test("failures that further tries would have helped are not")
    func curable() {
        let model = LastingFailures(successes: [100, 50, 25], failures: 25, most: 3)
        #expect((0.44...0.6).contains(model.success))
        var generator = ResamplingGenerator(seed: 2)
        let draws = (0..<2000).map { _ in model.draw(&generator) }
        #expect(draws.reduce(0) { $0 + $1.lasting } / 2000 < 0.06)
        let failing = draws.reduce(0) { $0 + $1.failing(after: 3) } / 2000
        #expect(abs(failing - 0.125) < 0.03)
    }

    @Test("after no try all fail, after many only those that last")
    func points() {
        let point = LastingFailures.Point(lasting: 0.2, success: 0.5)
        #expect(point.failing(after: 0) == 1)
        #expect(abs(point.failing(after: 3) - 0.3) < 1e-12)
        #expect(abs(point.failing(after: 100_000) - 0.2) < 1e-12)
    }
}
