import Suites
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Verification of claims")
struct ClaimVerifierTests {
    private func verify(
        _ scenario: Scenario,
        pairs: Int? = nil,
        seed: UInt64? = nil,
        isControl: Bool = false
    ) async -> [ClaimVerdict] {
        var options = ClaimVerifier.Options()
        (options.pairs, options.seed, options.isControl) = (pairs, seed, isControl)
        return await ClaimVerifier(Bench.surroundings, options: options).verify(scenario)
    }

    /// Two phases in a row; the second run executes only the later one again.
    private func scenario(
        latency: String = "{lognormal: {median: 10s, p90: 40s}}",
        claim: String = "reduction: 10%..90%",
        again: String = "[{name: again, agents: {b: {version: 2}}}]",
        more: String = ""
    ) throws -> Scenario {
        try Bench.scenario(
            """
            name: two
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents:
              a: {simulated: {output: x, latency: \(latency)}}
              b: {simulated: {output: y, latency: \(latency)}}
            runs: \(again.replacing("[{name: again", with: "[{name: cold}, {name: again"))
            \(more)
            claims: [{name: c, baseline: cold, candidate: again, pairs: 30, \(claim)}]
            """
        )
    }

    @Test("the claims of the suite hold, and their conditions are reported")
    func suite() async throws {
        let scenario = try Bench.load("Scenarios/claims/cached-runs.yaml")
        let verdicts = await verify(scenario)
        #expect(verdicts.map(\.verdict) == [.holds, .holds, .holds, .holds])
        #expect(InconclusivePolicy.fail.exitCode(of: verdicts) == 0)
        #expect(
            verdicts.map { $0.condition?.phases } == [
                [], ["planner", "designer", "coder"], ["reviewer", "executor"],
                ["coder", "reviewer", "executor"],
            ]
        )
        let share = try #require(verdicts[1].condition?.share)
        #expect((0.2...0.5).contains(share))
        #expect(verdicts.allSatisfy { $0.warnings.isEmpty && $0.dropped == 0 })
    }

    @Test("what the suite claims holds for other seeds too")
    func otherSeeds() async throws {
        let scenario = try Bench.load("Scenarios/claims/cached-runs.yaml")
        let verdicts = await verify(scenario, seed: 1_000_000)
        #expect(verdicts.map(\.verdict) == [.holds, .holds, .holds, .holds])
    }

    @Test("the claim without its condition is refuted both ways")
    func refuted() async throws {
        let verdicts = await verify(try Bench.load("Fixtures/claims/refuted.yaml"))
        #expect(verdicts.map(\.verdict) == [.refuted, .refuted])
        #expect(
            verdicts.map(\.reason) == [
                "it saves more than claimed", "it saves less than claimed",
            ]
        )
        #expect(InconclusivePolicy.skip.exitCode(of: verdicts) == 1)
    }

    @Test("an interval is what counting all signs by hand gives")
    func bruteForce() async throws {
        let scenario = try scenario()
        let verdict = try #require(await verify(scenario, pairs: 8, seed: 300).first)
        var ratios: [Double] = []
        for seed in UInt64(300)..<308 {
            let runs = try await ScenarioSession.execute(scenario.drawingInCommon, seed: seed)
            let times = runs.compactMap { $0.first?.trace.record.duration.seconds }
            ratios.append(times[1] / times[0])
        }
        // A ratio θ is not rejected while at least 2.5 % of all sign vectors lie on either side of
        // the rank sum: found by trying, with no table and no logarithm of an average.
        func isAccepted(_ theta: Double) -> Bool {
            let quotients = ratios.map { $0 / theta }
            let sorted = quotients.sorted { max($0, 1 / $0) < max($1, 1 / $1) }
            func sum(_ isUp: (Int) -> Bool) -> Int {
                sorted.indices.reduce(0) { $0 + (isUp($1) ? $1 + 1 : 0) }
            }
            let observed = sum { sorted[$0] > 1 }
            let all = (0..<256).map { signs in sum { signs >> $0 & 1 == 1 } }
            let below = all.count { $0 <= observed }
            let above = all.count { $0 >= observed }
            return 2 * min(below, above) > 256 / 20
        }
        let (low, high) = (1 - (try #require(verdict.high)), 1 - (try #require(verdict.low)))
        #expect(isAccepted(low * 1.000_001) && !isAccepted(low * 0.999_999))
        #expect(isAccepted(high * 0.999_999) && !isAccepted(high * 1.000_001))
        #expect(verdict.pairs == 8)
    }

    @Test("at most 6 % of controls are false alarms, and some are")
    func falseAlarms() async throws {
        let scenario = try scenario()
        var alarms = 0
        let experiments = 400
        for experiment in 0..<experiments {
            let verdicts = await verify(
                scenario,
                pairs: 20,
                seed: UInt64(experiment * 1000),
                isControl: true
            )
            alarms += verdicts.count { $0.verdict == .refuted }
            #expect(verdicts.allSatisfy { $0.isControl && $0.candidate == "cold" })
        }
        #expect((8...24).contains(alarms), "\(alarms) of \(experiments)")
    }

    @Test("latencies that do not vary give an exact verdict, on the bound too")
    func constant() async throws {
        let verdicts = await verify(
            try scenario(latency: "10s", claim: "reduction: 50%..50%"),
            pairs: 6
        )
        #expect(verdicts.map(\.verdict) == [.holds])
        #expect(verdicts.first?.condition == .init(phases: ["b"], share: 0.5))
        let speedup = await verify(try scenario(latency: "10s", claim: "speedup: \">= 2\""))
        #expect(speedup.map(\.verdict) == [.holds])
        #expect(speedup.first?.pairs == 30)
    }

    @Test("under 6 pairs there is no verdict", arguments: [0, 1, 5])
    func tooFew(pairs: Int) async throws {
        let verdict = try #require(await verify(try scenario(), pairs: pairs).first)
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.reason == "expected at least 6 pairs, found \(pairs)")
    }

    @Test("runs that take no time have no ratio")
    func zeros() async throws {
        let verdict = try #require(await verify(try scenario(latency: "0s")).first)
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.dropped == 30 && verdict.pairs == 0)
        #expect(verdict.reason == "expected at least 6 pairs that are not both 0, found 0")
    }

    @Test("runs that end otherwise than expected leave no verdict, however fast they were")
    func failing() async throws {
        let more = """
            faults: [{id: f, at: agent.call, when: {phase: b, run: again}, inject: {crash: {}}}]
            config: {retry: {max_attempts: 1}}
            """
        let verdict = try #require(
            await verify(try scenario(latency: "10s", more: more)).first
        )
        #expect(verdict.verdict == .inconclusive)
        #expect(
            verdict.reason
                == "30 of 30 pairs ended otherwise than expected: again: expected succeeded, "
                + "found failed"
        )
    }

    @Test("a run with its own seed cannot be measured again and again")
    func ownSeed() async throws {
        let again = "[{name: again, seed: 7, agents: {b: {version: 2}}}]"
        let verdict = try #require(await verify(try scenario(again: again)).first)
        #expect(verdict.verdict == .inconclusive)
        #expect(verdict.reason?.contains("seed of its own") == true)
    }

    @Test("the same seed gives the same verdict")
    func repeatable() async throws {
        let scenario = try scenario()
        #expect(await verify(scenario, seed: 5) == (await verify(scenario, seed: 5)))
        #expect(
            await verify(scenario, seed: 5).first?.estimate
                != (await verify(scenario, seed: 6).first?.estimate)
        )
    }

    @Test("a scenario on a real clock is measured too, with its share of time")
    func realClock() async throws {
        let scenario = try Bench.scenario(
            """
            name: real
            workflow: {phases: [{name: a}]}
            clock: real
            agents: {a: {simulated: {output: x, latency: 120ms}}}
            runs: [{name: cold}, {name: warm}]
            claims:
              - {name: c, baseline: cold, candidate: warm, pairs: 6, reduction: 1%..100%}
            """
        )
        let folder = try TemporaryFolder()
        let surroundings = SuiteEnvironment(
            clock: ContinuousClock(),
            wall: { .zero },
            workspaces: folder.path,
            environment: [:]
        )
        let verdict = try #require(await ClaimVerifier(surroundings).verify(scenario).first)
        #expect(verdict.verdict == .holds)
        #expect(verdict.condition == .init(phases: [], share: 0))
    }
}
