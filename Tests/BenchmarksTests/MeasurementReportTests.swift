import JSON
import Reports
import Scenarios
import Shapes
import Statistics
import Testing
import Workflows

@testable import Benchmarks

@Suite("Reports of comparisons and claims")
struct MeasurementReportTests {
    private static let rows = Comparison.compare(
        base: Bench.baseline([
            Bench.series([100, 200, 300, 400, 500, 600]),
            Bench.series(Array(repeating: 0, count: 6), run: "warm"),
            Bench.series([2_500_000], run: "old\u{1B}[31m"),
        ]),
        candidate: Bench.baseline([
            Bench.series([50, 100, 150, 200, 250, 300]),
            Bench.series([1, 2, 3, 4, 5, 6], run: "warm"),
        ])
    )

    private static func verdict(
        _ verdict: ClaimVerdict.Verdict,
        scenario: String = "a",
        estimand: ClaimVerdict.Estimand = .reduction(0.5...0.8)
    ) -> ClaimVerdict {
        ClaimVerdict(
            claim: "c",
            location: SourceLocation(file: "\(scenario).yaml", line: 9, column: 5),
            scenario: scenario,
            file: "\(scenario).yaml",
            seed: 42,
            baseline: "cold",
            candidate: "warm",
            estimand: estimand,
            confidence: 0.95,
            verdict: verdict
        )
    }

    private static let measurement: Measurement = {
        var measurement = Measurement()
        var series = Bench.series([100, 200, 300, 400, 500, 600])
        (series.isSimulated, series.failed) = (false, [2])
        var memory = Series(MeasuredCommand("x\u{1B}[31m"), metric: .memory, seed: 0)
        memory.samples = [3 << 20]
        measurement.series = [series, memory]
        measurement.comparisons = Array(rows.prefix(1))
        (measurement.end, measurement.rounds) = (.time, 6)
        measurement.load = MachineLoad(runnable: 5, steal: 0)
        return measurement
    }()

    @Test("a measurement's table has units, failures, what was compared, and what to know of it")
    func measured() {
        #expect(
            MeasurementReport.text(Self.measurement, cores: 2) == """
                name      metric     median            interval  n  failed
                a / cold  duration  0.350ms  0.100ms to 0.600ms  6       1
                x         memory    3.0 MiB                   -  1       0

                \(ComparisonReport.text(Self.measurement.comparisons))\
                stopped after 6 pairs: the time is over
                the machine was busy: 5.00 tasks of others wanted to run on 2 cores, on average

                """
        )
        #expect(!MeasurementReport.text(Self.measurement, cores: 5).contains("busy"))
    }

    @Test("a measurement's JSON has its series, and comparisons with method and pairs")
    func measuredJSON() throws {
        let text = String(decoding: MeasurementReport.json(Self.measurement), as: UTF8.self)
        let value = try #require(JSONValue(parsing: text))
        #expect(value.value(at: "$.schema") == .number(1))
        #expect(value.value(at: "$.series[0].low") == .number(100))
        #expect(value.value(at: "$.series[0].failed") == .number(1))
        #expect(value.value(at: "$.series[1].unit") == .text("bytes"))
        #expect(value.value(at: "$.series[1].low") == .null)
        #expect(value.value(at: "$.comparisons[0].verdict") == .text("improved"))
        #expect(value.value(at: "$.comparisons[0].pairs") == .number(6))
        #expect(value.value(at: "$.comparisons[0].method") == .text("hodges_lehmann_pairs"))
    }

    @Test("a line for a terminal has pairs, interval and time left")
    func progressLine() {
        var progress = SamplingProgress(pairs: 3, most: 200, interval: nil, left: .seconds(90))
        #expect(MeasurementReport.line(progress) == "measuring: 3 of at most 200 pairs, 90s left")
        progress.interval = PreciseInterval(
            interval: RatioInterval(ratio: 0.5, low: 0.4, high: 0.6),
            isRatio: true
        )
        #expect(MeasurementReport.line(progress).hasSuffix(", ratio 0.500 (0.400 to 0.600)"))
        progress.interval = PreciseInterval(
            interval: RatioInterval(ratio: 500, low: 400, high: 600),
            isRatio: false
        )
        #expect(
            MeasurementReport.line(progress).hasSuffix(
                "s left, median 0.500ms (0.400ms to 0.600ms)"
            )
        )
    }

    @Test("the comparison's JSON is a list; infinity is null")
    func comparisonJSON() throws {
        let text = String(decoding: ComparisonReport.json(Self.rows), as: UTF8.self)
        let value = try #require(JSONValue(parsing: text))
        #expect(value.value(at: "$[0].name") == .text("a / cold"))
        #expect(value.value(at: "$[0].metric") == .text("duration"))
        #expect(value.value(at: "$[0].baseline") == .number(350))
        #expect(value.value(at: "$[0].ratio") == .number(0.5))
        #expect(value.value(at: "$[0].p") == .number(0.03125))
        #expect(value.value(at: "$[0].method") == .text("hodges_lehmann_pairs"))
        #expect(value.value(at: "$[0].pairs") == .number(6))
        #expect(value.value(at: "$[0].verdict") == .text("improved"))
        #expect(value.value(at: "$[1].ratio") == .null)
        #expect(value.value(at: "$[2].candidate") == .null)
    }

    @Test("a verdict is reported with its interval, condition and reason")
    func text() {
        var undecided = Self.verdict(.inconclusive)
        (undecided.estimate, undecided.low, undecided.high) = (0.4512, 0.3, 0.6)
        (undecided.pairs, undecided.dropped) = (28, 2)
        (undecided.detectable, undecided.pairsNeeded) = (0.123, 450)
        undecided.condition = .init(phases: ["reviewer", "executor"], share: 0.52)
        undecided.reason = "the interval reaches beyond what is claimed"
        var fast = Self.verdict(.holds, estimand: .speedup(atLeast: 3))
        (fast.estimate, fast.low, fast.high, fast.pairs) = (.infinity, 3.5, .infinity, 6)
        fast.condition = .init(phases: [], share: nil)
        #expect(
            VerdictReport.text([undecided, fast]) == """
                ? inconclusive: c
                    a.yaml:9:5: cold → warm, claimed: 50 % to 80 % saved, first seed 42
                    saves 45.1 %, 95 % interval 30 % to 60 %, 28 pairs (2 of two zeros left out)
                    condition: executed again: reviewer, executor; they make up 52 % of the \
                baseline's time (median)
                    because the interval reaches beyond what is claimed
                    28 pairs detect an effect of 12.3 % with 80 % power
                    about 450 pairs would probably decide

                ✓ holds: c
                    a.yaml:9:5: cold → warm, claimed: at least 3.0 times as fast, first seed 42
                    speed-up ∞, 95 % interval 3.500 to ∞, 6 pairs
                    condition: no phase is executed again

                claims: 1 hold, 0 refuted, 1 inconclusive

                """
        )
    }

    @Test("the claims' JSON has the skeleton of every command")
    func claimsJSON() throws {
        var fast = Self.verdict(.holds, estimand: .speedup(atLeast: 3))
        (fast.estimate, fast.low, fast.high, fast.pairs) = (4, 3.5, .infinity, 6)
        let verdicts = [
            fast, Self.verdict(.refuted, scenario: "b"), Self.verdict(.inconclusive),
        ]
        func json(_ policy: InconclusivePolicy) throws -> JSONValue {
            let bytes = VerdictReport.json(verdicts, inconclusive: policy)
            return try #require(JSONValue(parsing: String(decoding: bytes, as: UTF8.self)))
        }
        let value = try json(.fail)
        let counts = ["schema", "passed", "failed", "flaky", "skipped", "cases"]
        #expect(
            counts.map { value.value(at: "$.\($0)") }
                == [1, 1, 2, 0, 0, 3].map { JSONValue.number($0) }
        )
        #expect(value.value(at: "$.scenarios[0].name") == .text("a"))
        #expect(value.value(at: "$.scenarios[0].file") == .text("a.yaml"))
        #expect(value.value(at: "$.scenarios[0].status") == .text("failed"))
        #expect(value.value(at: "$.scenarios[0].claims[0].verdict") == .text("holds"))
        #expect(value.value(at: "$.scenarios[0].claims[0].low") == .number(3.5))
        #expect(value.value(at: "$.scenarios[0].claims[0].high") == .null)
        #expect(value.value(at: "$.scenarios[0].claims[1].estimate") == .null)
        #expect(value.value(at: "$.scenarios[1].claims[0].verdict") == .text("refuted"))
        #expect(value.value(at: "$.claims[1].scenario") == .text("b"))
        let skipping = try json(.skip)
        #expect(skipping.value(at: "$.skipped") == .number(1))
        #expect(skipping.value(at: "$.failed") == .number(1))
        #expect(skipping.value(at: "$.scenarios[0].status") == .text("skipped"))
    }
}
