import Scenarios
import Suites
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Pairs that meet the same chance")
struct CommonDrawsTests {
    private func verify(_ candidate: String, pairing: String = "", more: String = "") async throws
        -> ClaimVerdict
    {
        let scenario = try Bench.scenario(
            """
            name: two
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {enabled: false}, retry: {initial: 10s, jitter: full, max_attempts: 5}}
            agents:
              a: {simulated: {output: x, latency: {lognormal: {median: 10s, p90: 40s}}}}
              b: {simulated: {output: y, latency: {lognormal: {median: 10s, p90: 40s}}}}
            runs: [{name: first, alone: true}, {name: second, alone: true\(candidate)}]
            \(more)
            claims: [{name: c, baseline: first, candidate: second, pairs: 12, no_change: 1%\(pairing)}]
            """
        )
        return try #require(await ClaimVerifier(Bench.surroundings).verify(scenario).first)
    }

    private func equal(_ verdict: ClaimVerdict) -> Int {
        verdict.samples.count { $0.baseline.value == $0.candidate.value }
    }

    @Test("two runs that differ in nothing but their names take the same time, pair by pair")
    func same() async throws {
        let verdict = try await verify("")
        #expect(verdict.verdict == .holds)
        #expect(equal(verdict) == 12)
        #expect(Set(verdict.samples.map(\.baseline.value)).count == 12)
        #expect(verdict.drawsInCommon)
    }

    @Test("faults and the jitter of retries are the same too")
    func faults() async throws {
        let more =
            "faults: [{id: f, at: agent.call, when: {probability: 0.4}, inject: {crash: {}}}]"
        let verdict = try await verify("", more: more)
        #expect(equal(verdict) == 12)
        let independent = try await verify("", pairing: ", pairing: independent", more: more)
        #expect(equal(independent) == 0)
    }

    @Test("with independent draws each run has its own chance")
    func independent() async throws {
        let verdict = try await verify("", pairing: ", pairing: independent")
        #expect(equal(verdict) == 0)
        #expect(!verdict.drawsInCommon)
    }

    @Test("another version of an agent draws its own, and shifts no other draw")
    func version() async throws {
        let verdict = try await verify(", agents: {b: {version: 2}}")
        #expect(equal(verdict) == 0)
        // What differs is the second phase alone.
        let times = verdict.samples.map { ($0.baseline.value, $0.candidate.value) }
        let correlated = times.count { abs($0.0 - $0.1) < max($0.0, $0.1) }
        #expect(correlated == 12)
    }

    @Test("runs that are not measured draw as they always did")
    func untouched() async throws {
        let scenario = try Bench.load("Scenarios/claims/cached-runs.yaml")
        let plain = try await ScenarioSession.execute(scenario, seed: 7)
        let common = try await ScenarioSession.execute(scenario.drawingInCommon, seed: 7)
        func times(_ runs: [[ExecutedRun]]) -> [Duration] {
            runs.compactMap { $0.first?.trace.record.duration }
        }
        let again = try await ScenarioSession.execute(scenario, seed: 7)
        #expect(times(plain) != times(common))
        #expect(times(plain) == times(again))
    }
}
