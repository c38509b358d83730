import Testing

@testable import Benchmarks

@Suite("Verdicts of comparisons")
struct ComparisonVerdictTests {
    private static let before = [120, 95, 310, 150, 88, 205, 132, 174, 99, 260, 140, 133]

    /// The samples times a factor, as whole numbers.
    private static func times(_ factor: Double, of samples: [Int] = before) -> [Int] {
        samples.map { Int((Double($0) * 1000 * factor).rounded()) }
    }

    private func compare(
        _ base: Series,
        _ candidate: Series,
        threshold: Double = 0,
        allowFailures: Bool = false
    ) throws -> ComparisonRow {
        let rows = Comparison.compare(
            base: Bench.baseline([base]),
            candidate: Bench.baseline([candidate]),
            threshold: threshold,
            allowFailures: allowFailures
        )
        return try #require(rows.first)
    }

    @Test("pairs are the samples of one seed, whatever the counts and wherever they begin")
    func pairsBySeed() throws {
        let whole = Bench.series(Self.before)
        for (candidate, shared) in [
            (Bench.series(Array(Self.before.prefix(8))), 8),
            (Bench.series(Array(Self.before.dropFirst(3)), seed: 4), 9),
            (Bench.series(Array(Self.before.dropFirst(5)) + [9999, 1, 2], seed: 6), 7),
        ] {
            for (base, other) in [(whole, candidate), (candidate, whole)] {
                let row = try compare(base, other)
                #expect(row.isPaired && row.pairs == shared)
                #expect(row.verdict == .unchanged && row.ratio == 1)
                #expect(row.reason?.hasPrefix("\(shared) of ") == true)
            }
        }
    }

    @Test("seeds go on from the largest to 0")
    func wrappedSeeds() throws {
        let row = try compare(
            Bench.series(Self.before, seed: .max - 1),
            Bench.series(Array(Self.before.dropFirst(2)), seed: 0)
        )
        #expect(row.isPaired && row.pairs == 10 && row.verdict == .unchanged)
    }

    @Test("under six shared seeds there is no verdict, however many samples there are")
    func fewShared() throws {
        let row = try compare(
            Bench.series(Self.before),
            Bench.series(Self.times(2), seed: 8)
        )
        #expect(row.verdict == .inconclusive && row.pairs == 5)
        #expect(
            row.reason
                == "expected at least 6 pairs, found 5; 5 of 12 and 12 samples have the same seed"
        )
    }

    @Test(
        "a change is one where the whole interval is beyond the threshold",
        arguments: [
            (1.2, 0.1, ComparisonRow.Verdict.regressed), (1.08, 0.1, .unchanged),
            (1.08, 0, .regressed), (1 / 1.2, 0.1, .improved), (1 / 1.08, 0.1, .unchanged),
            (0.93, 0, .improved), (1.02, 0, .regressed), (1.02, 0.03, .unchanged),
            (1.03, 0.03, .unchanged), (1.2, 0.2, .unchanged), (1 / 1.19, 0.2, .unchanged),
        ]
    )
    func threshold(factor: Double, threshold: Double, verdict: ComparisonRow.Verdict) throws {
        let row = try compare(
            Bench.series(Self.times(1)),
            Bench.series(Self.times(factor)),
            threshold: threshold
        )
        #expect(row.verdict == verdict)
    }

    @Test("an interval across the threshold has no verdict, and says so")
    func acrossThreshold() throws {
        let factors = [1.02, 1.04, 1.06, 1.08, 1.1, 1.12, 1.14, 1.16, 1.18, 1.2, 1.05, 1.15]
        let after = zip(Self.times(1), factors).map { Int(Double($0) * $1) }
        let row = try compare(
            Bench.series(Self.times(1)),
            Bench.series(after),
            threshold: 0.1
        )
        #expect(row.verdict == .inconclusive)
        #expect(row.reason == "the interval lies across the threshold: more pairs needed")
        #expect(try compare(Bench.series(Self.times(1)), Bench.series(after)).verdict == .regressed)
    }

    private func real(_ samples: [Int], call: String?) -> Series {
        var series = Bench.series(samples, isSimulated: false)
        series.call = call
        return series
    }

    @Test("real times of two calls are suspect when they differ, of one call they are judged")
    func suspect() throws {
        let slow = Self.times(1.3)
        for (first, second) in [("a", "b"), (nil, "b"), ("a", nil), (nil, nil)]
            as [(String?, String?)]
        {
            let row = try compare(real(Self.times(1), call: first), real(slow, call: second))
            #expect(row.verdict == .suspect && row.isSlower)
            #expect(row.reason?.contains("two calls of bench") == true)
            let back = try compare(real(slow, call: first), real(Self.times(1), call: second))
            #expect(back.verdict == .suspect && !back.isSlower)
        }
        let judged = try compare(real(Self.times(1), call: "a"), real(slow, call: "a"))
        #expect(judged.verdict == .regressed && judged.reason == nil)
        let same = try compare(real(slow, call: "a"), real(slow, call: "b"))
        #expect(same.verdict == .unchanged)
    }

    @Test("failed executions are left out, and leave no verdict unless that is allowed")
    func failures() throws {
        var candidate = Bench.series(Self.times(1.3))
        candidate.samples[2] = 1
        candidate.samples[7] = 1
        candidate.failed = [2, 7]
        let row = try compare(Bench.series(Self.times(1)), candidate)
        #expect(row.verdict == .inconclusive && row.pairs == 10)
        #expect(
            row.reason?.contains(
                "failed executions, left out: 0 of 12 in base, 2 of 12 in candidate"
            ) == true
        )
        // All samples have a counterpart of their seed: only the failures are why there are fewer pairs.
        #expect(row.reason?.contains("same seed") == false)
        let shorter = try compare(Bench.series(Array(Self.times(1).prefix(11))), candidate)
        #expect(shorter.reason?.contains("11 of 11 and 12 samples have the same seed") == true)
        let allowed = try compare(
            Bench.series(Self.times(1)),
            candidate,
            allowFailures: true
        )
        #expect(allowed.verdict == .regressed)
        #expect(abs((allowed.ratio ?? 0) - 1.3) < 1e-9)
        var broken = candidate
        broken.failed = Array(0..<12)
        #expect(
            try compare(Bench.series(Self.times(1)), broken).reason?.hasPrefix(
                "expected at least 6 pairs, found 0"
            ) == true
        )
    }

    @Test("what drew other tasks is suspect when it differs, and never red")
    func otherSeeds() throws {
        let base = Bench.series(Self.times(1))
        let slow = try compare(base, Bench.series(Self.times(4), seed: 100))
        #expect(slow.verdict == .suspect && slow.isSlower && !slow.isPaired)
        #expect(slow.reason?.contains("share no seed") == true)
        let fast = try compare(base, Bench.series(Self.times(0.2), seed: 100))
        #expect(fast.verdict == .suspect && !fast.isSlower)
    }

    @Test("the ratio is named by what it is of")
    func methods() throws {
        let base = Bench.series(Self.times(1))
        #expect(try compare(base, base).method == .pairs)
        #expect(try compare(base, Bench.series(Self.times(1), seed: 99)).method == .differences)
        let zeros = Bench.series([0] + Self.times(1).dropFirst())
        #expect(try compare(base, zeros).method == .sums)
        let nothing = Bench.series(Self.before.map { _ in 0 })
        #expect(try compare(nothing, nothing).method == nil)
    }
}
