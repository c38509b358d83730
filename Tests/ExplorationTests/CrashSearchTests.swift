import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Exploration
@testable import Suites

@Suite("Crash search", .timeLimit(.minutes(2)))
struct CrashSearchTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A pipeline that retries, sends work back and pays, and is run again from its cache.
    static let pipeline = """
        name: pipeline
        workflow: {phases: [{name: plan}, {name: pay, needs: [plan]}, {name: review, needs: [pay]}]}
        config:
          retry: {initial: 2s, max_attempts: 3, jitter: none}
          phases:
            review: {validate: [{contains: fine}], on_rejected: {revise: pay, max: 2}}
        agents:
          plan: {simulated: {output: a plan, latency: 1s}}
          pay: {simulated: {outputs: [paid, paid less], latency: 2s, effects: [{name: charge}]}}
          review: {simulated: {outputs: [too dear, fine], latency: 1s}}
        faults: [{id: busy, when: {phase: plan, attempt: 1, run: cold}, inject: overloaded, expect: any}]
        runs: [{name: cold}, {name: warm}]
        """

    /// A run that fails, and is undone.
    static let undone = """
        name: undone
        workflow: {phases: [{name: book}, {name: pay, needs: [book]}, {name: ship, needs: [pay]}]}
        config:
          cache: {enabled: false}
          retry: {initial: 5s, max_attempts: 2, jitter: none, on_exhausted: rollback}
          rollback: {policy: compensate}
          phases: {book: {compensate: unbook}, pay: {compensate: refund}}
        agents:
          book: {simulated: {output: booked, latency: 1s, effects: [{name: booking}]}}
          pay: {simulated: {output: paid, latency: 1s, effects: [{name: charge}]}}
          ship: {simulated: {output: shipped, latency: 1s}}
          unbook: {simulated: {output: unbooked, latency: 1s, undoes: [booking]}}
          refund: {simulated: {output: refunded, latency: 1s, undoes: [charge]}}
        faults: [{id: no carrier, when: {phase: ship}, inject: server_error, expect: any}]
        runs: [{name: once, expect: {status: failed}}]
        """

    /// Every event, and some of each resume.
    static let few: CrashRules = {
        var rules = CrashRules.virtual
        rules.killedResumes = 80
        return rules
    }()

    static func search(
        _ scenario: Scenario,
        rules: CrashRules = few
    ) async throws -> CrashResult {
        try await CrashSearch(scenario, seed: 1, rules: rules) { scenario in
            VirtualSessionWorld(scenario, keepsJournal: true)
        }.search()
    }

    private func load(_ text: String) throws -> Scenario { try folder.load(text) }

    @Test("kills every run at every one of its events, and finds nothing where resuming is right")
    func nothing() async throws {
        let result = try await Self.search(load(Self.pipeline))
        #expect(result.differences == [])
        let cold = result.rows.filter { $0.run == "cold" }
        // What was committed and not stored in the cache yet is made again by the warm run, and paid again.
        let unjudged = result.skipped.reduce(0) { $0 + $1.boundaries }
        #expect(cold.count + unjudged == cold.last?.event)
        #expect(unjudged < 5)
        #expect(cold.last?.kind == .runEnded)
        let kinds: Set<Event.Kind.Tag> = [
            .retryScheduled, .validationFailed, .revisionRequested, .phaseDiscarded,
        ]
        #expect(kinds.isSubset(of: cold.map(\.kind)))
        #expect(result.rows.contains { $0.run == "warm" && $0.kind == .cacheHit })
        #expect(result.rows.allSatisfy { $0.killedResumes > 0 })
    }

    @Test("kills a run while it is undone, and pays back once")
    func undoing() async throws {
        let result = try await Self.search(load(Self.undone))
        #expect(result.differences == [])
        let kinds: Set<Event.Kind.Tag> = [.rolledBack, .compensationStarted, .compensated]
        #expect(kinds.isSubset(of: result.rows.map(\.kind)))
    }

    @Test(
        "an effect that is applied twice when its work is done again is a difference of the balance"
    )
    func payingTwice() async throws {
        let text = Self.pipeline.replacing(
            "effects: [{name: charge}]",
            with: "effects: [{name: charge, idempotent: false}]"
        )
        let result = try await Self.search(load(text))
        let differing = result.differences.filter { $0.run == "cold" }
        #expect(!differing.isEmpty)
        #expect(differing.allSatisfy { $0.difference?.disparity.aspect == .balance })
        // Between the effect and its commit, and nowhere else, a single death makes it happen again.
        let single = differing.filter { $0.difference?.resumeEvent == nil }
        #expect(single.contains { $0.kind == .attemptSucceeded && $0.phase == "pay" })
        #expect(!single.contains { $0.phase == "plan" })
    }

    @Test(
        "a run that is to be killed, and one without checkpoints, are skipped with the reason",
        arguments: [
            ("runs: [{name: cold, kill: {after: plan}}]", "it says kill"),
            (
                "runs: [{name: cold, config: {checkpoints: {enabled: false}}}]",
                "it has no checkpoints"
            ),
        ]
    )
    func skipped(runs: String, reason: String) async throws {
        let text = Self.pipeline.replacing("runs: [{name: cold}, {name: warm}]", with: runs)
        let result = try await Self.search(load(text))
        #expect(result.rows == [])
        #expect(result.skipped.map(\.skip) == [CrashSkip(run: "cold", reason: reason)])
    }

    @Test("runs at the same time die together, and all are resumed")
    func concurrent() async throws {
        let text = Self.pipeline.replacing(
            "runs: [{name: cold}, {name: warm}]",
            with: "runs: [{name: cold, repeat: 3, concurrent: 3}]"
        ).replacing("run: cold", with: "run: cold, repetition: 2")
        let result = try await Self.search(load(text))
        #expect(result.differences == [])
        #expect(Set(result.rows.map(\.run)) == ["cold#1", "cold#2", "cold#3"])
    }

    @Test("a run that resumes another is killed at every event, too")
    func resumes() async throws {
        let text = Self.pipeline.replacing(
            "runs: [{name: cold}, {name: warm}]",
            with: "runs: [{name: cold, kill: {after: plan}}, {name: on, resume: cold}]"
        )
        let result = try await Self.search(load(text))
        #expect(result.differences == [])
        #expect(Set(result.rows.map(\.run)) == ["on"])
    }

    @Test("few executions kill the first and the last event of each resume")
    func spread() async throws {
        #expect(CrashRules.spread(Array(1...10), most: 3) == [1, 5, 10])
        #expect(CrashRules.spread(Array(1...10), most: 1) == [6])
        #expect(CrashRules.spread([4, 5], most: 7) == [4, 5])
        var rules = CrashRules.virtual
        rules.killedResumes = 2
        let result = try await Self.search(load(Self.pipeline), rules: rules)
        #expect(result.differences == [])
        #expect(result.rows.allSatisfy { $0.killedResumes <= 2 })
    }

    @Test("once it is cancelled nothing more is tried")
    func cancelled() async throws {
        let scenario = try load(Self.pipeline)
        let search = CrashSearch(scenario, seed: 1, rules: .virtual, isCancelled: { true }) {
            VirtualSessionWorld($0, keepsJournal: true)
        }
        #expect(try await search.search().rows == [])
    }
}

extension TemporaryFolder {
    /// Loads a scenario from its text.
    func load(_ text: String) throws -> Scenario {
        try write("x.yaml", text + "\n")
        return try ScenarioLoader(workingDirectory: path).load("x.yaml")
    }
}
