import Reports
import Scenarios
import Suites
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Claims that speak of several scenarios")
struct ClaimFamilyTests {
    private func verdicts(
        _ latencies: [String],
        across: String,
        claim: String = "speedup: \">= 1.5\"",
        pairs: Int = 8,
        baseline: String = "10s"
    ) async throws -> [ClaimVerdict] {
        var verdicts: [ClaimVerdict] = []
        for (number, latency) in latencies.enumerated() {
            let scenario = try Bench.scenario(
                """
                name: file \(number)
                workflow: {phases: [{name: a}]}
                agents: {a: {simulated: {output: x, latency: \(baseline)}}}
                runs: [{name: cold}, {name: again, agents: {a: {version: 2, simulated: {latency: \(latency)}}}}]
                claims:
                  - {name: c, baseline: cold, candidate: again, pairs: \(pairs), \(claim), across: \(across)}
                """
            )
            verdicts += await ClaimVerifier(Bench.surroundings).verify(scenario)
        }
        return ClaimFamilies.judged(verdicts)
    }

    @Test("a geometric mean is one verdict on all")
    func geomean() async throws {
        let found = try await verdicts(["5s", "10s", "2.5s"], across: "geomean")
        let verdict = try #require(found.first)
        #expect(found.count == 1)
        let estimate = try #require(verdict.estimate)
        // The cube root of 2 · 1 · 4.
        #expect(abs(estimate - 2) < 1e-9)
        #expect(verdict.verdict == .holds)
        #expect(verdict.parts.map(\.scenario) == ["file 0", "file 1", "file 2"])
        #expect(VerdictReport.text([verdict]).contains("geometric mean of 3 scenarios"))
    }

    @Test("a scenario without verdict leaves the mean without one")
    func missing() async throws {
        let found = try await verdicts(["5s", "0s"], across: "geomean", baseline: "0s")
        #expect(found.map(\.verdict) == [.inconclusive])
        #expect(found.first?.reason?.contains("has no verdict") == true)
    }

    @Test("each keeps its verdict, on an interval that is wider the more there are")
    func each() async throws {
        let wild = "{lognormal: {median: 5s, p90: 7s}}"
        let alone = try await verdicts([wild], across: "each", pairs: 20)
        let three = try await verdicts([wild, wild, "30s"], across: "each", pairs: 20)
        #expect(alone.first?.confidence == 0.95)
        #expect(three.map(\.scenario) == ["file 0", "file 1", "file 2"])
        // All three are decided at a third of the error.
        #expect(three.map(\.verdict) == [.holds, .holds, .refuted])
        let (narrow, wide) = (try #require(alone.first), try #require(three.first))
        #expect(abs(wide.confidence - (1 - 0.05 / 3)) < 1e-12)
        let lows = (try #require(wide.low), try #require(narrow.low))
        #expect(lows.0 <= lows.1)
        let highs = (try #require(wide.high), try #require(narrow.high))
        #expect(highs.0 >= highs.1)
    }

    @Test("what the correction leaves undecided has no verdict, though alone it would")
    func undecided() async throws {
        // Six pairs bound an interval at 95 %, and at no more.
        let alone = try await verdicts(["5s"], across: "each", pairs: 6)
        let two = try await verdicts(["5s", "5s"], across: "each", pairs: 6)
        #expect(alone.map(\.verdict) == [.holds])
        #expect(two.map(\.verdict) == [.inconclusive, .inconclusive])
    }
}
