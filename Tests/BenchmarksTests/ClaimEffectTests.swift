import Reports
import Scenarios
import Suites
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("What claims say")
struct ClaimEffectTests {
    private func verify(
        _ claims: String,
        latency: String = "10s",
        more: String = "",
        runs: String = "[{name: cold}, {name: again, agents: {a: {version: 2}}}]"
    ) async throws -> [ClaimVerdict] {
        let scenario = try Bench.scenario(
            """
            name: one
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x, latency: \(latency), tokens: 100, cost: 0.25}}}
            \(more)
            runs: \(runs)
            claims: [\(claims)]
            """
        )
        return await ClaimVerifier(Bench.surroundings).verify(scenario)
    }

    // MARK: - No change

    @Test("no change holds where both one-sided tests put the ratio inside the margin")
    func noChange() async throws {
        func verdict(_ latency: String, margin: String) async throws -> ClaimVerdict {
            try #require(
                await verify(
                    "{name: c, baseline: cold, candidate: again, pairs: 12, no_change: \(margin)}",
                    runs: """
                        [{name: cold}, {name: again, agents: {a: {version: 2, simulated: {latency: \(latency)}}}}]
                        """
                ).first
            )
        }
        #expect(try await verdict("10s", margin: "5%").verdict == .holds)
        #expect(try await verdict("10.4s", margin: "5%").verdict == .holds)
        let slower = try await verdict("11s", margin: "5%")
        #expect(slower.verdict == .refuted)
        #expect(slower.reason == "the candidate needs more by more than the margin")
        #expect(try await verdict("9s", margin: "5%").verdict == .refuted)
        #expect(try await verdict("11s", margin: "20%").verdict == .holds)
    }

    @Test("too few pairs of what varies show neither a change nor none")
    func undecided() async throws {
        let verdict = try #require(
            await verify(
                "{name: c, baseline: cold, candidate: again, pairs: 8, no_change: 5%}",
                latency: "{lognormal: {median: 10s, p90: 40s}}"
            ).first
        )
        #expect(verdict.verdict == .inconclusive)
        #expect(try #require(verdict.pairsNeeded) > 8)
    }

    // MARK: - Shares

    private static let flaky =
        "faults: [{id: f, at: agent.call, when: {probability: 0.2}, inject: {crash: {}}}]\n"
        + "config: {retry: {max_attempts: 1}}"

    @Test("a share holds where its exact interval lies above, and counts executions, not pairs")
    func share() async throws {
        let verdicts = try await verify(
            """
            {name: most, run: cold, at_least: 60%, pairs: 100},
            {name: nearly all, run: cold, at_least: 95%, pairs: 100},
            {name: few, run: cold, at_least: 80%, pairs: 10}
            """,
            more: Self.flaky
        )
        #expect(verdicts.map(\.verdict) == [.holds, .refuted, .inconclusive])
        let most = verdicts[0]
        let successes = try #require(most.successes)
        #expect((65...92).contains(successes))
        #expect(most.pairs == 100)
        #expect(most.estimate == Double(successes) / 100)
        #expect(most.samples.count { $0.baseline.value == 1 } == successes)
        // What ends otherwise is what the claim counts: no doubt about the measurement.
        #expect(verdicts.flatMap(\.warnings).isEmpty)
        #expect(VerdictReport.text([most]).contains("\(successes) of 100 executions"))
    }

    @Test("that k of k succeed is estimated without bias")
    func passAll() async throws {
        let verdict = try #require(
            await verify(
                "{name: c, run: cold, at_least: 20%, pass_all: 3, pairs: 60}",
                more: Self.flaky
            ).first
        )
        let c = Double(try #require(verdict.successes))
        let expected = c * (c - 1) * (c - 2) / (60 * 59 * 58)
        let estimate = try #require(verdict.estimate)
        #expect(abs(estimate - expected) < 1e-12)
        #expect(verdict.verdict == .holds)
    }

    @Test("an expectation that does not hold is no success, however the run ended")
    func expectations() async throws {
        let verdict = try #require(
            await verify(
                "{name: c, run: cold, at_least: 50%, pairs: 12}",
                runs: "[{name: cold, expect: {duration: \"<= 5s\"}}]"
            ).first
        )
        #expect(verdict.successes == 0)
        #expect(verdict.verdict == .refuted)
    }

    // MARK: - Metrics

    @Test("tokens, cost, attempts, requests and executed phases of a cached run are 0")
    func cached() async throws {
        let metrics = ["tokens", "cost", "attempts", "requests", "re_executed"]
        let claims = metrics.map {
            "{name: \($0), baseline: cold, candidate: again, metric: \($0), reduction: 100%..100%, pairs: 6}"
        }
        let verdicts = try await verify(
            claims.joined(separator: ", "),
            runs: "[{name: cold}, {name: again}]"
        )
        #expect(verdicts.map(\.verdict) == metrics.map { _ in .holds })
        #expect(
            verdicts.map { $0.samples.first?.baseline.value } == [100, 250_000, 1, 1, 1]
        )
        #expect(verdicts.map { $0.samples.first?.candidate.value } == metrics.map { _ in 0 })
    }

    @Test("of cost the means are compared, because every execution is paid for")
    func means() async throws {
        let verdict = try #require(
            await verify(
                "{name: c, baseline: cold, candidate: again, metric: cost, reduction: 0%..50%, pairs: 40}",
                more: """
                    faults: [{id: f, at: agent.call, when: {run: cold, probability: 0.5}, inject: {crash: {}}}]
                    config: {retry: {max_attempts: 9, initial: 0s}}
                    """
            ).first
        )
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let ratio =
            mean(verdict.samples.map(\.candidate.value))
            / mean(verdict.samples.map(\.baseline.value))
        let estimate = try #require(verdict.estimate)
        #expect(abs(estimate - (1 - ratio)) < 1e-9)
        #expect(verdict.verdict == .holds)
    }

    @Test("a recovery is the time from the failure on, in a run that recovers by itself")
    func recovery() async throws {
        let verdict = try #require(
            await verify(
                "{name: c, baseline: cold, candidate: again, metric: recovery_time, speedup: \">= 1\", pairs: 6}",
                more: """
                    faults: [{id: f, at: agent.call, when: {run: again, attempt: 1}, inject: {crash: {point: after}}}]
                    config: {retry: {initial: 2s, jitter: none}}
                    """
            ).first
        )
        // A whole run of 10 s; and after the failure 2 s of waiting and 10 s of work.
        #expect(verdict.samples.first?.baseline.value == 10_000_000)
        #expect(verdict.samples.first?.candidate.value == 12_000_000)
        #expect(verdict.curve.isEmpty == false)
    }

    // MARK: - Warm-up

    @Test(
        "a warm-up is found where the first differ from the rest, and only there",
        arguments: [
            ([90.0, 50, 11, 10, 12, 11, 10, 9, 11, 12], 2),
            ([90, 11, 10, 12, 11, 10, 9, 11, 12, 10], 1),
            ([11, 90, 10, 12, 11, 10, 9, 11, 12, 10], 0),
            ([10, 11, 10, 12, 11, 10, 9, 11, 12, 90], 0),
            ([10.1, 10, 10, 10, 10, 10, 10, 10, 10, 10], 0),
            ([90, 10, 10, 10, 10, 10], 0),
        ]
    )
    func warmUp(values: [Double], length: Int) {
        #expect(WarmUp.length(of: values) == length)
    }
}
