import Scenarios
import Faults
import Simulation
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Sessions: what runs of one scenario hand on to each other")
struct SessionTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let text = """
        name: rows
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {retry: {max_attempts: 1}, cache: {enabled: false}}
        agents:
          a: {simulated: {outputs: [a1, a2, a3, a4]}}
          b: {simulated: {outputs: [b1, b2, b3, b4]}}
        faults: [{id: late, inject: {latency: 1s}}]
        runs:
          - {name: first, kill: {after: a}}
          - {name: second, resume: first, kill: {after: b}}
          - {name: other}
          - {name: third, resume: second}

        """

    private func executed() async throws -> (runs: [ExecutedRun], sites: [Site.Run]) {
        let scenario = try folder.load(Self.text)
        let faults = DrawnFaults(scenario.faults.map(\.fault), recordsFirings: true)
        var session = ScenarioSession(
            scenario,
            seed: 1,
            in: VirtualSessionWorld(scenario, interference: faults)
        )
        let runs = try await session.executeAll()
        return (runs.flatMap { $0 }, session.world.takeFirings().map(\.site.run))
    }

    @Test("a resumed run bears the name of the first of its row, in its next life")
    func lineage() async throws {
        let sites = try await executed().sites
        #expect(
            sites.map { "\($0.name) \($0.life)" } == ["first 0", "first 1", "other 0", "other 0"]
        )
    }

    @Test("a journal says what its run depends on, and nothing that came after it")
    func basis() async throws {
        let runs = try await executed().runs
        let state = RunRestoration(try JournalCodec.read(runs[2].journal).records)
        #expect(runs[2].plan.run.name == "other")
        #expect(state.basis == nil, "nobody resumes it: nothing is recorded")
        let first = RunRestoration(try JournalCodec.read(runs[0].journal).records)
        #expect(first.basis == ScenarioBasis())
    }

    @Test("answers continue where the earlier runs stopped")
    func answers() async throws {
        let runs = try await executed().runs
        #expect(runs[1].trace.outputs.mapValues(\.text) == ["a": "a1", "b": "b1"])
        #expect(runs[2].trace.outputs.mapValues(\.text) == ["a": "a2", "b": "b2"])
    }

    /// Chance, faults, a cache, repetitions, seeds and a run that is resumed, in runs without their own settings.
    private static let drawn = """
        name: drawn
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {retry: {max_attempts: 4, initial: 1s, jitter: full}, cache: {enabled: CACHE}}
        agents:
          a: {simulated: {outputs: [a1, a2, a3], latency: {uniform: {min: 1s, max: 9s}}}}
          b: {simulated: {output: b, latency: {lognormal: {median: 3s, p90: 30s}}}}
        faults: [{id: busy, when: {probability: 40%}, inject: rate_limit, expect: any}]
        runs:
          - {name: first SETTINGS}
          - {name: second, seed: 9, restart: true SETTINGS}
          - {name: third, repeat: 3, concurrent: 2, advance: 2h SETTINGS}
          - {name: fourth, kill: {after: a}, restart: true SETTINGS}
          - {name: fifth, resume: fourth SETTINGS}
          - {name: sixth, requirements: other SETTINGS}

        """

    @Test(
        "runs without settings of their own share a plan, and do what they do with plans of their own",
        arguments: [true, false]
    )
    func commonPlan(isCached: Bool) async throws {
        var runs: [[ExecutedRun]] = []
        for settings in ["", ", config: {}"] {
            let text = Self.drawn.replacing(" SETTINGS", with: settings)
                .replacing("CACHE", with: "\(isCached)")
            let scenario = try folder.load(text)
            var session = ScenarioSession(scenario, seed: 3, in: VirtualSessionWorld(scenario))
            runs.append(try await session.executeAll().flatMap { $0 })
        }
        let (common, own) = (runs[0], runs[1])
        #expect(common.map(\.trace.events) == own.map(\.trace.events))
        #expect(common.map(\.journal) == own.map(\.journal))
        #expect(common.map(\.plan.idempotencyScope) == own.map(\.plan.idempotencyScope))
        #expect(common.map(\.trace.run.id) == own.map(\.trace.run.id))
        #expect(Set(common.map(\.plan.identity)).count == 2)
        #expect(Set(own.map(\.plan.identity)).count == 6)
        // From the cache comes too much for chance to strike.
        guard !isCached else { return }
        let kinds = common.flatMap(\.trace.events).map(\.kind)
        #expect(kinds.contains { if case .faultInjected = $0 { true } else { false } })
    }
}
