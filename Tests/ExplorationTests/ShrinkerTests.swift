import Invariants
import Scenarios
import Testing
import Workflows

@testable import Exploration

/// A finding keeps what shows it, and nothing else.
@Suite("Shrinking")
struct ShrinkerTests {
    private let laboratory: Laboratory

    init() throws { laboratory = try Laboratory() }

    /// A firing in the run `cold`, by the first sample of a type.
    private func firing(
        _ type: String,
        of phase: String,
        attempt: Int = 1,
        number: Int,
        in scenario: Scenario
    ) throws -> ScheduledFiring {
        let sample = try #require(
            SampleCatalog(for: scenario).samples.first { $0.type == type }
        )
        let site = Site.Key(
            sample.failpoint,
            run: Site.Run(name: "cold", repetition: 0),
            phase: phase,
            role: .execute,
            attempt: attempt
        )
        return ScheduledFiring(sample, at: site, id: ScheduledFiring.id(type, number))
    }

    private func finding(
        _ schedule: [ScheduledFiring],
        in scenario: Scenario,
        _ invariant: Invariant
    ) async throws -> Finding {
        var executor = try ScenarioExecutor(scenario, isWhole: true) { false }
        let order = ExecutionOrder(seed: 1, targets: schedule.map { FaultTarget($0) })
        let execution = try await executor.execute(order)
        let violation = try #require(
            execution.violations.first { $0.promise == .invariant(invariant) }
        )
        #expect(execution.firings.count == schedule.count)
        return Finding(violation: violation, seed: 1, schedule: execution.firings)
    }

    @Test("drops what adds nothing, in few reruns")
    func drops() async throws {
        let scenario = try laboratory.scenario(Laboratory.payment)
        let schedule = [
            try firing("crash", of: "plan", number: 1, in: scenario),
            try firing("ack_lost", of: "pay", number: 2, in: scenario),
            try firing("fenced_json", of: "pay", attempt: 2, number: 3, in: scenario),
        ]
        let found = try await finding(schedule, in: scenario, .effectsOnce)
        let kept = try await laboratory.explorer(scenario).keep(found)
        #expect(kept.finding.schedule.map(\.id) == ["ack_lost 2"])
        #expect(kept.faults == 1)
        #expect(kept.reruns <= 10)
        #expect(kept.saved != nil)
    }

    @Test("keeps both of two faults where either alone shows nothing")
    func pair() async throws {
        let text =
            Laboratory.payment
            .replacing("{max_attempts: 2, initial: 1s}", with: "{delays: [1s, 3s]}")
            + "\nalways: {duration: \"< 6.5s\"}"
        let scenario = try laboratory.scenario(text)
        let schedule = [
            try firing("crash", of: "pay", number: 1, in: scenario),
            try firing("crash", of: "pay", attempt: 2, number: 2, in: scenario),
            try firing("crash", of: "plan", number: 3, in: scenario),
        ]
        var executor = try ScenarioExecutor(scenario, isWhole: true) { false }
        let order = ExecutionOrder(seed: 1, targets: schedule.map { FaultTarget($0) })
        let execution = try await executor.execute(order)
        let violation = try #require(execution.violations.first { $0.promise == .always })
        let kept = try await laboratory.explorer(scenario).keep(
            Finding(violation: violation, seed: 1, schedule: execution.firings)
        )
        #expect(kept.finding.schedule.map(\.id) == ["crash 1", "crash 2"])
    }

    @Test("bisects a time to where it begins to fail")
    func bisects() async throws {
        let text =
            Laboratory.payment.replacing("idempotent: false", with: "idempotent: true")
            + "\nalways: {duration: \"< 7.2s\"}"
        let scenario = try laboratory.scenario(
            text.replacing("attempt: 5s", with: "attempt: 20s")
        )
        let schedule = [try firing("latency", of: "pay", number: 1, in: scenario)]
        var executor = try ScenarioExecutor(scenario, isWhole: true) { false }
        let order = ExecutionOrder(seed: 1, targets: schedule.map { FaultTarget($0) })
        let execution = try await executor.execute(order)
        let violation = try #require(execution.violations.first { $0.promise == .always })
        let kept = try await laboratory.explorer(scenario).keep(
            Finding(violation: violation, seed: 1, schedule: execution.firings)
        )
        // One second of planning and two of paying leave 4.2 s.
        let time = try #require(kept.finding.schedule.first?.sample.time)
        #expect(time >= .milliseconds(4_200))
        #expect(time < .milliseconds(4_500))
        #expect(kept.bounds.count == 1)
    }

    @Test("is left out where the search is cancelled: what was found is kept as it is")
    func cancelled() async throws {
        let scenario = try laboratory.scenario(Laboratory.payment)
        let schedule = [
            try firing("crash", of: "plan", number: 1, in: scenario),
            try firing("ack_lost", of: "pay", number: 2, in: scenario),
        ]
        let found = try await finding(schedule, in: scenario, .effectsOnce)
        let explorer = try Explorer(scenario, ExploreOptions(), clock: ContinuousClock()) { true }
        let kept = try await explorer.keep(found)
        #expect(kept.saved != nil)
        #expect(kept.finding.schedule.map(\.id) == ["crash 1", "ack_lost 2"])
        #expect(kept.reruns == 1)
    }

    @Test("says where a schedule alone does not show what was found")
    func lost() async throws {
        let scenario = try laboratory.scenario(Laboratory.mended)
        let violation = Violation(
            promise: .invariant(.bounds),
            run: "cold",
            sequence: 1,
            message: "never seen"
        )
        let kept = try await laboratory.explorer(scenario).keep(
            Finding(violation: violation, seed: 1, schedule: [])
        )
        #expect(kept.saved == nil)
        #expect(kept.reruns == 1)
    }
}

/// Findings are told apart by words, not by numbers.
@Suite("The words of a finding")
struct FindingWordsTests {
    @Test(
        "leave out numbers, digests and names of faults",
        arguments: [
            ("event 21: 4f70c4ef7cf5a350 of coder", "event # # of coder"),
            ("by attempt 1, which \"truncate 2\" damaged", "by attempt # which \"#\" damaged"),
            ("step2 is decade old", "step2 is decade old"),
            ("", ""),
        ]
    )
    func words(_ message: String, _ expected: String) {
        #expect(Finding.words(of: message) == expected)
    }
}
