import Testing

@testable import Benchmarks

@Suite("Comparison of baselines")
struct ComparisonTests {
    private static let before = [120, 95, 310, 150, 88, 205, 132, 174, 99, 260]
    private static let after = [60, 41, 180, 90, 30, 140, 55, 101, 52, 97]

    private func row(_ base: Series, _ candidate: Series) throws -> ComparisonRow {
        let rows = Comparison.compare(
            base: Bench.baseline([base]),
            candidate: Bench.baseline([candidate])
        )
        return try #require(rows.first)
    }

    // R 4.2: b <- c(120,95,310,150,88,205,132,174,99,260); c <- c(60,41,180,90,30,140,55,101,52,97)
    // w <- wilcox.test(log(c/b), conf.int=TRUE, exact=TRUE); exp(w$conf.int); exp(w$estimate)
    @Test("the figures of pairs agree with R")
    func paired() throws {
        let row = try row(Bench.series(Self.before), Bench.series(Self.after))
        #expect(row.verdict == .improved)
        #expect(abs(try #require(row.ratio) - 0.5) < 1e-12)
        #expect(abs(try #require(row.low) - 0.416666666666667) < 1e-12)
        #expect(abs(try #require(row.high) - 0.584348709790778) < 1e-12)
        #expect(row.p == 0.001953125)
        #expect(row.baseline == 141)
        #expect(row.candidate == 75)
        #expect(row.isPaired && row.pairs == 10)
        let reverse = try self.row(Bench.series(Self.after), Bench.series(Self.before))
        #expect(reverse.verdict == .regressed)
    }

    // R 4.2: w <- wilcox.test(log(c), log(b), conf.int=TRUE, exact=TRUE) with b and c as above
    @Test("series without a seed in common are compared unpaired")
    func unpaired() throws {
        let row = try row(Bench.series(Self.before), Bench.series(Self.after, seed: 11))
        #expect(!row.isPaired && row.method == .differences)
        #expect(row.verdict == .suspect)
        #expect(abs(try #require(row.ratio) - 0.496327979681414) < 1e-12)
        #expect(abs(try #require(row.low) - 0.303030303030303) < 1e-12)
        #expect(abs(try #require(row.high) - 0.841666666666667) < 1e-12)
    }

    @Test("identical samples are unchanged, at ratio 1 exactly")
    func identical() throws {
        let row = try row(Bench.series(Self.before), Bench.series(Self.before))
        #expect(row.verdict == .unchanged)
        #expect(row.ratio == 1 && row.low == 1 && row.high == 1 && row.p == 1)
    }

    @Test("a metric that is younger than a side is not missing there; that of a run is")
    func youngerMetric() throws {
        func series(_ metric: Series.Metric, run: String = "cold") -> Series {
            var series = Bench.series(Self.before, run: run)
            series.metric = metric
            return series
        }
        func rows(_ base: [Series], _ candidate: [Series]) -> [String] {
            Comparison.compare(base: Bench.baseline(base), candidate: Bench.baseline(candidate))
                .map { "\($0.run) \($0.metric) \($0.verdict)" }
        }
        let old = [series(.duration)]
        let new = [series(.duration), series(.attempts), series(.reExecuted), series(.tokens)]
        #expect(rows(old, new) == ["cold duration unchanged", "cold tokens missing"])
        #expect(rows(new, old) == rows(old, new), "whichever side is older")
        // A run that others have the metric of is missing, on either side.
        let more = new + [series(.attempts, run: "warm")]
        #expect(rows(new, more).last == "warm attempts missing")
        #expect(rows(more, new).last == "warm attempts missing")
    }

    @Test("commands have no metric of runs, and say nothing of the age of a baseline")
    func commandsAlone() throws {
        var command = Bench.series(Self.before, scenario: "true", file: "command", run: "")
        command.command = MeasuredCommand("true")
        var attempts = Bench.series(Self.before)
        attempts.metric = .attempts
        let commands = Bench.baseline([command])
        let runs = Bench.baseline([Bench.series(Self.before), attempts])
        for (base, candidate) in [(commands, runs), (runs, commands)] {
            let rows = Comparison.compare(base: base, candidate: candidate)
            #expect(rows.map(\.verdict) == [.missing, .missing, .missing])
            #expect(rows.contains { $0.metric == Series.Metric.attempts.rawValue })
        }
    }

    @Test("no change is a claim too: an interval that reaches beyond the margin has no verdict")
    func equivalence() throws {
        let near = [1000, 1010, 990, 1020, 1005, 995, 1001, 998]
        let far = [1000, 1310, 690, 1420, 705, 1095, 901, 1098]
        let base = Bench.series(Array(repeating: 1000, count: 8))
        #expect(try row(base, Bench.series(near)).verdict == .unchanged)
        let wide = try row(base, Bench.series(far))
        #expect(wide.verdict == .inconclusive)
        #expect(wide.reason?.contains("±5 %") == true)
    }

    @Test("zeros: both, one side, and too few that are not both zero")
    func zeros() throws {
        let zeros = Bench.series(Array(repeating: 0, count: 10))
        let both = try row(zeros, zeros)
        #expect(both.verdict == .unchanged)
        #expect(both.reason == "both 0" && both.ratio == 1)
        let grown = try row(zeros, Bench.series(Self.after))
        #expect(grown.verdict == .regressed)
        #expect(grown.ratio == .infinity)
        let gone = try row(Bench.series(Self.before), zeros)
        #expect(gone.verdict == .improved)
        #expect(gone.ratio == 0 && gone.high == 0)
        let few = try row(zeros, Bench.series([0, 0, 0, 0, 0, 0, 0, 0, 5, 5]))
        #expect(few.verdict == .inconclusive)
        #expect(few.reason == "expected at least 6 pairs that are not both 0, found 2")
        let most = Bench.series([0, 0, 10, 10, 10, 10, 10, 10, 10])
        let some = Bench.series([0, 0, 5, 5, 5, 5, 5, 5, 5])
        let dropped = try row(most, some)
        #expect(dropped.verdict == .improved)
        #expect(dropped.reason == "2 pairs of two zeros left out")
    }

    @Test("under 6 pairs, unpaired 4 a side, there is no verdict, whatever the confidence")
    func tooFew() throws {
        func verdict(_ first: Int, _ second: Int, seed: UInt64 = 1) throws -> ComparisonRow {
            let rows = Comparison.compare(
                base: Bench.baseline([Bench.series(Array(repeating: 100, count: first))]),
                candidate: Bench.baseline([
                    Bench.series(Array(repeating: 50, count: second), seed: seed)
                ]),
                confidence: 0.8
            )
            return try #require(rows.first)
        }
        #expect(try verdict(5, 5).reason == "expected at least 6 pairs, found 5")
        #expect(try verdict(5, 5).verdict == .inconclusive)
        #expect(try verdict(6, 6).verdict == .improved)
        #expect(
            try verdict(3, 9, seed: 20).reason == "expected at least 4 samples a side, found 3"
        )
        #expect(try verdict(4, 4, seed: 20).verdict == .suspect)
    }

    @Test("real time from different machines has no verdict unless that is allowed")
    func differentMachine() throws {
        func compare(isSimulated: Bool, allowed: Bool) throws -> ComparisonRow {
            let rows = Comparison.compare(
                base: Bench.baseline([Bench.series(Self.before, isSimulated: isSimulated)]),
                candidate: Bench.baseline(
                    [Bench.series(Self.after, isSimulated: isSimulated)],
                    environment: Bench.otherEnvironment
                ),
                allowDifferentMachine: allowed
            )
            return try #require(rows.first)
        }
        let refused = try compare(isSimulated: false, allowed: false)
        #expect(refused.verdict == .inconclusive)
        #expect(refused.reason == "measured in different environments: cores 2 / 8")
        #expect(refused.ratio != nil)
        let forced = try compare(isSimulated: false, allowed: true)
        #expect(forced.verdict == .suspect)
        #expect(forced.reason?.contains("cores 2 / 8") == true)
        let simulated = try compare(isSimulated: true, allowed: false)
        #expect(simulated.verdict == .improved)
        #expect(simulated.reason == nil)
    }

    @Test("a virtual clock is not compared with a real one")
    func differentClocks() throws {
        let row = try row(
            Bench.series(Self.before),
            Bench.series(Self.after, isSimulated: false)
        )
        #expect(row.verdict == .inconclusive)
    }

    @Test("a series on one side only is reported")
    func missing() {
        let rows = Comparison.compare(
            base: Bench.baseline([Bench.series(Self.before), Bench.series([1], run: "old")]),
            candidate: Bench.baseline([
                Bench.series(Self.before), Bench.series([2], run: "new"),
            ])
        )
        #expect(rows.map(\.name) == ["a / cold", "a / old", "a / new"])
        #expect(rows.map(\.verdict) == [.unchanged, .missing, .missing])
        #expect(rows.map(\.reason) == [nil, "only in base", "only in candidate"])
        #expect(rows.map(\.baseline) == [141, 1, nil])
        #expect(rows.map(\.candidate) == [141, nil, 2])
    }

    @Test("a scenario whose file moved is still known, unless its name is ambiguous")
    func moved() {
        let moved = Comparison.compare(
            base: Bench.baseline([Bench.series(Self.before, file: "old/a.yaml")]),
            candidate: Bench.baseline([
                Bench.series(Self.before, file: "new/a.yaml", digest: "changed")
            ])
        )
        #expect(moved.map(\.verdict) == [.unchanged])
        #expect(moved.first?.reason == "the scenario's file has changed")
        let ambiguous = Comparison.compare(
            base: Bench.baseline([Bench.series(Self.before, file: "old/a.yaml")]),
            candidate: Bench.baseline([
                Bench.series(Self.before, file: "b.yaml"),
                Bench.series(Self.before, file: "c.yaml"),
            ])
        )
        #expect(ambiguous.count == 3)
        #expect(ambiguous.allSatisfy { $0.verdict == .missing })
        let same = Bench.baseline([
            Bench.series(Self.before, file: "b.yaml"), Bench.series(Self.after, file: "c.yaml"),
        ])
        let both = Comparison.compare(base: same, candidate: same)
        #expect(both.map(\.verdict) == [.unchanged, .unchanged])
    }
}
