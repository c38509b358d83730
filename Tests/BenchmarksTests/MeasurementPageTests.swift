import Foundation
import Reports
import Scenarios
import Shapes
import TestSupport
import Testing

@testable import Benchmarks

@Suite("Pages of verify and compare")
struct MeasurementPageTests {
    private static let surroundings = ReportEnvironment(
        timestamp: "2026-01-01T00:00:00Z",
        hostname: "h",
        toolVersion: "1"
    )

    private func text(_ verdicts: [ClaimVerdict]) throws -> String {
        let bytes = VerdictPage.bytes(
            verdicts,
            inconclusive: .fail,
            command: "moonlight verify",
            surroundings: Self.surroundings
        )
        return try #require(String(validating: bytes, as: UTF8.self))
    }

    private func data(_ page: String) throws -> [String: Any] {
        let match = try #require(page.firstMatch(of: #/(?s)id="moonlight">(.*?)<\/script>/#))
        let json = try JSONSerialization.jsonObject(with: Data(match.1.utf8))
        return try #require(json as? [String: Any])
    }

    @Test("a claim has its interval on its band, its curve, and the tables behind both")
    func claim() async throws {
        let scenario = try Bench.load("Scenarios/claims/cached-runs.yaml")
        var options = ClaimVerifier.Options()
        options.pairs = 40
        let verdicts = await ClaimVerifier(Bench.surroundings, options: options).verify(scenario)
        try #require(verdicts.contains { !$0.curve.isEmpty })
        let page = try text(verdicts)
        let figures = page.matches(of: #/<figure /#).count
        #expect(figures == page.matches(of: /<svg class="chart" role="img"/).count)
        #expect(figures == page.matches(of: /<table class="figures">/).count)
        #expect(figures > verdicts.count)
        for verdict in verdicts { #expect(page.contains(verdict.claim)) }
        var object = try data(page)
        object["timeline"] = nil
        let json = try JSONSerialization.jsonObject(
            with: Data(VerdictReport.json(verdicts, inconclusive: .fail))
        )
        #expect(object as NSDictionary == json as? NSDictionary)
    }

    @Test("what is refuted comes first, and no name becomes markup")
    func order() throws {
        func verdict(_ name: String, _ verdict: ClaimVerdict.Verdict) -> ClaimVerdict {
            var made = ClaimVerdict(
                claim: name,
                location: SourceLocation(file: "a.yaml", line: 9, column: 5),
                scenario: "a",
                file: "a.yaml",
                seed: 1,
                baseline: "cold",
                candidate: "warm",
                estimand: .speedup(atLeast: 3),
                confidence: 0.95,
                verdict: verdict
            )
            (made.estimate, made.low, made.high) = (4, 3.5, .infinity)
            return made
        }
        let page = try text([
            verdict("first", .holds), verdict("</title><script>x</script>", .refuted),
        ])
        let refuted = try #require(
            page.range(of: "&lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</h3>")
        )
        let held = try #require(page.range(of: "first</h3>"))
        #expect(refuted.lowerBound < held.lowerBound)
        #expect(page.contains("1 of 2 claims refuted"))
        #expect(page.matches(of: /<script/).count == 2)
    }

    @Test("a comparison has its control beside it, and every row in the table")
    func comparison() throws {
        let base = (0..<30).map { 1_000_000 + $0 * 7919 % 50_000 }
        let slower = base.enumerated().map { $1 * 12 / 10 + $0 * 6007 % 40_000 }
        let first = Bench.baseline([Bench.series(base), Bench.series(base, run: "warm")])
        let second = Bench.baseline([Bench.series(slower), Bench.series(base, run: "warm")])
        let rows = Comparison.compare(base: first, candidate: second)
        let controls = ControlRatios.all(base: first, candidate: second)
        let bytes = ComparisonPage.bytes(
            rows,
            controls: controls,
            command: "moonlight compare a b",
            surroundings: Self.surroundings
        )
        let page = try #require(String(validating: bytes, as: UTF8.self))
        #expect(page.contains("1 of 2 series regressed"))
        #expect(page.matches(of: /class="strip work"/).count == ControlRatios.draws)
        #expect(page.matches(of: /<svg class="chart"/).count == 1)
        let comparisons = try #require(try data(page)["comparisons"] as? [[String: Any]])
        #expect(comparisons.map { $0["verdict"] as? String } == ["regressed", "unchanged"])
    }

    @Test("controls lie around 1, whatever the difference, and are the same on every call")
    func controls() throws {
        let base = (0..<200).map { 1_000_000 + $0 * 7919 % 50_000 }
        let slower = base.enumerated().map { $1 * 2 + $0 * 6007 % 90_000 }
        let pairs = ControlRatios.ratios(Bench.series(base), Bench.series(slower))
        #expect(pairs.count == ControlRatios.draws)
        #expect(pairs.contains { $0 < 1 } && pairs.contains { $0 > 1 })
        #expect(pairs == ControlRatios.ratios(Bench.series(base), Bench.series(slower)))
        // Without a common seed the values are dealt out anew.
        let others = ControlRatios.ratios(Bench.series(base), Bench.series(slower, seed: 5000))
        #expect(others.count == ControlRatios.draws)
        #expect(others.allSatisfy { (0.5...2).contains($0) })
        #expect(ControlRatios.ratios(Bench.series([5, 5, 5]), Bench.series([5, 5, 5])).isEmpty)
    }
}
