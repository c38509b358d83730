import Foundation
import Scenarios
import Suites
import TestSupport
import Testing
import Workflows

@testable import Benchmarks

@Suite("Pairs that claims share")
struct SharedPairsTests {
    /// How often the program of the scenario was started when all its claims were verified, and in which order runs were
    /// measured.
    private func starts(
        runs: String,
        claims: String,
        pairs: Int = 6
    ) async throws -> (verdicts: [ClaimVerdict], started: [String]) {
        let folder = try TemporaryFolder()
        let log = folder.path + "/starts"
        let scenario = try Bench.scenario(
            """
            name: counted
            workflow: {phases: [{name: a}]}
            clock: real
            agents:
              a: {process: {command: [sh, -c, "echo x >> \(log); printf %s ok"]}}
            runs: \(runs)
            claims: \(claims)
            """
        )
        var options = ClaimVerifier.Options()
        options.pairs = pairs
        let surroundings = SuiteEnvironment(
            clock: ContinuousClock(),
            wall: { .zero },
            workspaces: folder.path + "/work",
            environment: ["PATH": "/usr/bin:/bin"]
        )
        let verdicts = await ClaimVerifier(surroundings, options: options).verify(scenario)
        let text = try String(contentsOfFile: log, encoding: .utf8)
        return (verdicts, text.split(separator: "\n").map(String.init))
    }

    private static let claims = """
        [{name: one, baseline: cold, candidate: second, metric: re_executed, reduction: 0%..0%},
         {name: two, baseline: cold, candidate: third, metric: re_executed, reduction: 0%..0%}]
        """

    @Test("three runs, two claims and six pairs start 18 processes")
    func eighteen() async throws {
        let (verdicts, started) = try await starts(
            runs: """
                [{name: cold}, {name: second, agents: {a: {version: 2}}},
                 {name: third, agents: {a: {version: 3}}}]
                """,
            claims: Self.claims
        )
        #expect(started.count == 18)
        #expect(verdicts.map(\.verdict) == [.holds, .holds])
        #expect(verdicts.allSatisfy { $0.samples.count == 6 })
        // The later runs look into the cache that the first one fills: the order is no accident.
        #expect(
            verdicts.allSatisfy {
                $0.notes.contains { $0.hasSuffix("interleaving was not possible") }
            }
        )
    }

    @Test("runs that stand alone start one process each, in drawn order")
    func alone() async throws {
        let (verdicts, started) = try await starts(
            runs:
                "[{name: cold, alone: true}, {name: second, alone: true}, {name: third, alone: true}]",
            claims: Self.claims
        )
        #expect(started.count == 18)
        #expect(verdicts.map(\.verdict) == [.holds, .holds])
        #expect(verdicts.flatMap(\.notes).isEmpty)
    }

    @Test("without a cache each side has its own chain, which all claims share")
    func uncached() async throws {
        let (verdicts, started) = try await starts(
            runs: """
                [{name: cold, config: {cache: {enabled: false}}},
                 {name: second, config: {cache: {enabled: false}}},
                 {name: third, config: {cache: {enabled: false}}}]
                """,
            claims: Self.claims
        )
        // One run for cold, two for second, three for third, six times.
        #expect(started.count == 36)
        #expect(verdicts.flatMap(\.notes).isEmpty)
    }

    @Test("a claim of fewer pairs has the first of those that others need more of")
    func fewer() async throws {
        let scenario = try Bench.scenario(
            """
            name: two
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x, latency: {lognormal: {median: 10s, p90: 40s}}}}}
            runs: [{name: cold}, {name: again, agents: {a: {version: 2}}}]
            claims:
              - {name: few, baseline: cold, candidate: again, pairs: 8, no_change: 5%}
              - {name: many, baseline: cold, candidate: again, pairs: 20, no_change: 5%}
            """
        )
        let verdicts = await ClaimVerifier(Bench.surroundings).verify(scenario)
        #expect(verdicts[0].samples == Array(verdicts[1].samples.prefix(8)))
        #expect(verdicts[1].samples.map(\.number) == Array(0..<20))
        #expect(verdicts[1].samples.map(\.baseline.seed) == (0..<20).map { UInt64($0) })
    }

    @Test("a chain holds the runs before it but those that stand alone")
    func chains() throws {
        let scenario = try Bench.scenario(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x}}}
            runs: [{name: a}, {name: b, alone: true}, {name: c}]
            """
        )
        #expect(scenario.chain(to: 0) == [0])
        #expect(scenario.chain(to: 1) == [1])
        #expect(scenario.chain(to: 2) == [0, 2])
    }

    @Test("an interval that is narrow enough ends the measurement of its claim alone")
    func width() async throws {
        let scenario = try Bench.scenario(
            """
            name: two
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x, latency: {lognormal: {median: 10s, p90: 11s}}}}}
            runs:
              - {name: cold}
              - {name: again, agents: {a: {version: 2}}}
              - {name: wild, agents: {a: {version: 3, simulated: {latency: {lognormal: {median: 10s, p90: 400s}}}}}}
            claims:
              - {name: narrow, baseline: cold, candidate: again, pairs: 60, no_change: 50%}
              - {name: wide, baseline: cold, candidate: wild, pairs: 60, no_change: 50%}
            """
        )
        var options = ClaimVerifier.Options()
        options.width = 0.2
        let verdicts = await ClaimVerifier(Bench.surroundings, options: options).verify(scenario)
        #expect((6..<30).contains(verdicts[0].pairs))
        #expect(verdicts[0].notes.contains { $0.hasSuffix("narrow enough") })
        #expect(verdicts[1].pairs == 60)
    }
}

@Suite("Claims of scenarios that require something")
struct RequiredClaimsTests {
    @Test("what is missing leaves claims skipped, and is no failure")
    func skipped() async throws {
        let scenario = try Bench.scenario(
            """
            name: x
            requires: [[no-such-program-anywhere]]
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: x, latency: 1s}}}
            runs: [{name: cold}, {name: warm}]
            claims: [{name: c, baseline: cold, candidate: warm, reduction: 99%..100%, pairs: 6}]
            """
        )
        let verdicts = await ClaimVerifier(Bench.surroundings).verify(scenario)
        #expect(verdicts.map(\.verdict) == [.skipped])
        #expect(verdicts.first?.reason?.contains("no-such-program-anywhere") == true)
        #expect(InconclusivePolicy.fail.exitCode(of: verdicts) == 0)
    }
}
