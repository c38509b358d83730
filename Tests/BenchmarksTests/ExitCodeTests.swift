import Shapes
import Scenarios
import Testing

@testable import Benchmarks

@Suite("Exit codes of comparisons and claims")
struct ExitCodeTests {
    @Test(
        "bad comes before undecided, which may be passed over",
        arguments: [
            (InconclusivePolicy.fail, [ComparisonRow.Verdict](), Int32(2)),
            (.fail, [.improved, .unchanged], 0), (.fail, [.improved, .inconclusive], 2),
            (.fail, [.regressed, .inconclusive], 1), (.skip, [.improved, .inconclusive], 0),
            (.skip, [.inconclusive, .regressed], 1), (.skip, [.inconclusive], 2),
            (.fail, [.improved, .missing], 2), (.skip, [.improved, .missing], 0),
        ]
    )
    func comparison(
        policy: InconclusivePolicy,
        verdicts: [ComparisonRow.Verdict],
        code: Int32
    ) {
        let rows = verdicts.map {
            ComparisonRow(
                name: "a",
                metric: "duration",
                unit: "us",
                pairs: 6,
                isPaired: true,
                verdict: $0
            )
        }
        #expect(policy.exitCode(of: rows) == code)
    }

    @Test(
        "a refuted claim is 1, an undecided one 2 or passed over",
        arguments: [
            (InconclusivePolicy.fail, [ClaimVerdict.Verdict](), Int32(0)),
            (.fail, [.holds], 0), (.fail, [.holds, .inconclusive], 2),
            (.fail, [.inconclusive, .refuted], 1), (.skip, [.inconclusive], 0),
            (.skip, [.refuted, .inconclusive], 1),
        ]
    )
    func claims(policy: InconclusivePolicy, verdicts: [ClaimVerdict.Verdict], code: Int32) {
        let claims = verdicts.map {
            ClaimVerdict(
                claim: "c",
                location: SourceLocation(file: "a.yaml", line: 1, column: 1),
                scenario: "a",
                file: "a.yaml",
                seed: 0,
                baseline: "cold",
                candidate: "warm",
                estimand: .noDifference,
                confidence: 0.95,
                verdict: $0
            )
        }
        #expect(policy.exitCode(of: claims) == code)
    }
}
