import Testing

@testable import Benchmarks

@Suite("What rows without a verdict mean")
struct ComparisonPolicyTests {
    private func row(_ verdict: ComparisonRow.Verdict, low: Double? = nil) -> ComparisonRow {
        ComparisonRow(
            name: "a",
            metric: "duration",
            unit: "us",
            low: low,
            pairs: 6,
            isPaired: true,
            verdict: verdict
        )
    }

    @Test("a slower suspect has no verdict, a faster one is only told")
    func suspects() {
        let strict = ComparisonPolicy()
        let lenient = ComparisonPolicy(inconclusive: .skip)
        let good = row(.unchanged)
        #expect(strict.exitCode(of: [good, row(.suspect, low: 1.1)]) == 2)
        #expect(lenient.exitCode(of: [good, row(.suspect, low: 1.1)]) == 0)
        #expect(strict.exitCode(of: [good, row(.suspect, low: 0.5)]) == 0)
        #expect(strict.exitCode(of: [row(.suspect, low: 1.1), row(.regressed)]) == 1)
    }

    @Test("missing series have a policy of their own")
    func missing() {
        let good = row(.unchanged)
        let lenient = ComparisonPolicy(missing: .skip)
        #expect(ComparisonPolicy(inconclusive: .skip).exitCode(of: [good, row(.missing)]) == 2)
        #expect(lenient.exitCode(of: [good, row(.missing)]) == 0)
        #expect(lenient.exitCode(of: [good, row(.missing), row(.inconclusive)]) == 2)
    }

    @Test("where nothing is judged there is no verdict, whatever is passed over")
    func nothing() {
        let lenient = ComparisonPolicy(inconclusive: .skip, missing: .skip)
        #expect(lenient.exitCode(of: []) == 2)
        #expect(lenient.exitCode(of: [row(.missing), row(.inconclusive)]) == 2)
        #expect(lenient.exitCode(of: [row(.missing), row(.improved)]) == 0)
    }
}
