import Shapes
import Scenarios
import Statistics
import Testing

@testable import Benchmarks

@Suite("Verdicts on claims")
struct ClaimJudgeTests {
    /// The verdict on pairs of 1000 with these candidates.
    private func judge(
        _ estimand: ClaimVerdict.Estimand,
        _ candidates: [Double]
    ) throws -> ClaimVerdict {
        var verdict = ClaimVerdict(
            claim: "c",
            location: SourceLocation(file: "a.yaml", line: 1, column: 1),
            scenario: "a",
            file: "a.yaml",
            seed: 0,
            baseline: "cold",
            candidate: "warm",
            estimand: estimand,
            confidence: 0.95
        )
        let ratio = try PairedRatio.estimate(
            baseline: candidates.map { _ in 1000 },
            candidate: candidates,
            confidence: 0.95
        )
        ClaimJudge(estimand: estimand, metric: .duration).judge(FoundRatio(ratio), into: &verdict)
        return verdict
    }

    private func always(_ value: Double) -> [Double] { Array(repeating: value, count: 8) }

    @Test(
        "a reduction is judged by its interval, bounds included",
        arguments: [
            (200.0, ClaimVerdict.Verdict.holds), (500, .holds), (300, .holds),
            (199, .refuted), (501, .refuted), (0, .refuted), (1500, .refuted),
        ]
    )
    func reduction(candidate: Double, expected: ClaimVerdict.Verdict) throws {
        let verdict = try judge(.reduction(0.5...0.8), always(candidate))
        #expect(verdict.verdict == expected)
        #expect(abs(try #require(verdict.estimate) - (1 - candidate / 1000)) < 1e-12)
    }

    @Test("the interval of a reduction is 1 minus that of the ratio, ends exchanged")
    func mirrored() throws {
        let verdict = try judge(
            .reduction(0...1),
            [100, 200, 300, 400, 500, 600, 700, 800]
        )
        let (low, high) = (try #require(verdict.low), try #require(verdict.high))
        #expect(low < high && low > 0 && high < 1)
    }

    @Test("the report says which way a reduction is refuted")
    func direction() throws {
        #expect(
            try judge(.reduction(0.5...0.8), always(0)).reason == "it saves more than claimed"
        )
        #expect(
            try judge(.reduction(0.5...0.8), always(900)).reason == "it saves less than claimed"
        )
    }

    @Test(
        "a speed-up holds from its bound on",
        arguments: [
            (250.0, 3.0, ClaimVerdict.Verdict.holds), (1000.0 / 3, 3, .holds), (500, 2, .holds),
            (334, 3, .refuted), (1000, 1, .holds), (1001, 1, .refuted), (0, 1000, .holds),
        ]
    )
    func speedup(candidate: Double, factor: Double, expected: ClaimVerdict.Verdict) throws {
        #expect(
            try judge(.speedup(atLeast: factor), always(candidate)).verdict == expected
        )
    }

    @Test("a speed-up over nothing is infinite")
    func infinite() throws {
        let verdict = try judge(.speedup(atLeast: 3), always(0))
        #expect(verdict.estimate == .infinity && verdict.low == .infinity)
    }

    @Test("what is undecided tells what could be detected and what it would take")
    func undecided() throws {
        let candidates: [Double] = [300, 700, 250, 640, 410, 520, 380, 450]
        let verdict = try judge(.reduction(0.5...0.8), candidates)
        #expect(verdict.verdict == .inconclusive)
        #expect(try #require(verdict.detectable) > 0)
        #expect(try #require(verdict.detectable) < 1)
        #expect(try #require(verdict.pairsNeeded) > 8)
        // As many pairs of the same kind do decide.
        let times = try #require(verdict.pairsNeeded) / 8 + 1
        let more = Array(repeating: candidates, count: times).flatMap { $0 }
        #expect(try judge(.reduction(0.5...0.8), more).verdict == .holds)
        let slower = try judge(.speedup(atLeast: 2), candidates)
        #expect(slower.verdict == .inconclusive)
        #expect(try #require(slower.detectable) > 1)
        #expect(slower.pairsNeeded == nil || (slower.pairsNeeded ?? 0) > 8)
    }

    @Test("a control is a false alarm only where its interval leaves 1 out")
    func control() throws {
        #expect(try judge(.noDifference, always(1000)).verdict == .holds)
        let even: [Double] = [900, 1100, 950, 1050, 990, 1010, 1200, 800]
        #expect(try judge(.noDifference, even).verdict == .holds)
        #expect(try judge(.noDifference, always(1001)).verdict == .refuted)
    }
}
