import Testing

@testable import Benchmarks

@Suite("Suspects that are measured anew")
struct ConfirmationTests {
    private static let before = [120, 95, 310, 150, 88, 205, 132, 174, 99, 260, 140, 133]

    /// What measuring so many pairs anew gives where each candidate takes as much longer.
    private func confirmed(_ factor: Double, pairs: Int) -> ComparisonRow {
        let base = Array(Self.before.prefix(pairs))
        let suspect = Suspect(place: 0, base: Bench.series(base), candidate: Bench.series(base))
        let slower = base.map { Int((Double($0) * 1000 * factor).rounded()) }
        let fresh = (base: Bench.series(base.map { $0 * 1000 }), candidate: Bench.series(slower))
        return Comparison.confirmed(suspect, by: fresh)
    }

    @Test("a change is confirmed from ten pairs on that all say so: p is 2/1,024")
    func confirms() throws {
        let row = confirmed(1.2, pairs: 10)
        #expect(row.verdict == .regressed)
        #expect(try #require(row.p) <= Comparison.significance)
        #expect(confirmed(0.8, pairs: 10).verdict == .improved)
    }

    @Test("nine pairs that all say so have an interval beyond 1, and confirm nothing: p is 2/512")
    func isNotSure() throws {
        let row = confirmed(1.2, pairs: 9)
        #expect(try #require(row.low) > 1)
        #expect(try #require(row.p) > Comparison.significance)
        #expect(row.verdict == .inconclusive)
        #expect(row.reason?.contains("confirmed by a p of at most 0.002") == true)
    }

    @Test("what is the same stays unchanged")
    func staysUnchanged() {
        #expect(confirmed(1, pairs: 12).verdict == .unchanged)
    }

    private struct Open: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// By how much each pair takes longer.
        let factors: [Double]
        var isSimulated = false
        var isElsewhere = false
        var failed: [Int] = []
        var allowsFailures = false
        var metric = Series.Metric.duration
        let verdict: ComparisonRow.Verdict
        let isMeasured: Bool
    }

    private static let noise = [0.7, 1.5, 0.8, 1.4, 0.6, 1.6, 0.9, 1.3, 0.75, 1.45, 0.85, 1.2]
    private static let slower = noise.map { _ in 1.2 }

    @Test(
        "what differs and what is too uncertain is measured anew, of a real clock",
        arguments: [
            Open(testDescription: "differs", factors: slower, verdict: .suspect, isMeasured: true),
            Open(
                testDescription: "noise",
                factors: noise,
                verdict: .inconclusive,
                isMeasured: true
            ),
            Open(
                testDescription: "another machine",
                factors: slower,
                isElsewhere: true,
                verdict: .inconclusive,
                isMeasured: true
            ),
            Open(
                testDescription: "the same",
                factors: slower.map { _ in 1 },
                verdict: .unchanged,
                isMeasured: false
            ),
            Open(
                testDescription: "failures",
                factors: noise,
                failed: [3],
                verdict: .inconclusive,
                isMeasured: false
            ),
            Open(
                testDescription: "failures that are allowed",
                factors: noise,
                failed: [3],
                allowsFailures: true,
                verdict: .inconclusive,
                isMeasured: true
            ),
            Open(
                testDescription: "too few pairs",
                factors: Array(slower.prefix(3)),
                verdict: .inconclusive,
                isMeasured: true
            ),
            Open(
                testDescription: "processor time",
                factors: noise,
                metric: .cpu,
                verdict: .inconclusive,
                isMeasured: true
            ),
            Open(
                testDescription: "tokens, which no machine changes",
                factors: noise,
                metric: .tokens,
                verdict: .inconclusive,
                isMeasured: false
            ),
            Open(
                testDescription: "a virtual clock",
                factors: noise,
                isSimulated: true,
                verdict: .inconclusive,
                isMeasured: false
            ),
        ]
    )
    private func open(_ open: Open) {
        let before = Self.before.prefix(open.factors.count).map { $0 * 1000 }
        let after = zip(before, open.factors).map { Int((Double($0) * $1).rounded()) }
        var first = Bench.series(before, isSimulated: open.isSimulated)
        var second = Bench.series(after, isSimulated: open.isSimulated)
        (first.call, second.call) = ("one", "two")
        second.failed = open.failed
        (first.metric, second.metric) = (open.metric, open.metric)
        let environment = open.isElsewhere ? Bench.otherEnvironment : Bench.environment
        let base = Bench.baseline([first])
        let candidate = Bench.baseline([second], environment: environment)
        let rows = Comparison.compare(
            base: base,
            candidate: candidate,
            allowFailures: open.allowsFailures
        )
        #expect(rows.map(\.verdict) == [open.verdict])
        let found = Comparison.suspects(
            in: rows,
            base: base,
            candidate: candidate,
            allowFailures: open.allowsFailures
        )
        #expect(found.map(\.place) == (open.isMeasured ? [0] : []))
    }

    @Test("a suspect is its own series, where another has no row")
    func placesOfRows() {
        // The candidate is older than requests: of those there is no row.
        func series(_ run: String, _ metric: Series.Metric, by factor: Double) -> Series {
            let samples = Self.before.map { Int(Double($0) * 1000 * factor) }
            var series = Bench.series(samples, run: run, isSimulated: false)
            series.metric = metric
            series.call = "call \(factor)"
            return series
        }
        let base = Bench.baseline([
            series("cold", .requests, by: 1), series("cold", .duration, by: 1),
            series("warm", .duration, by: 1),
        ])
        let candidate = Bench.baseline([
            series("cold", .duration, by: 1), series("warm", .duration, by: 1.5),
        ])
        let rows = Comparison.compare(base: base, candidate: candidate)
        let found = Comparison.suspects(in: rows, base: base, candidate: candidate)
        #expect(found.map(\.base.run) == ["warm"])
        #expect(found.map { rows[$0.place].run } == ["warm"])
    }
}
