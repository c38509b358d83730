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

    @Test("leaves out the runs that it does not take, and keeps those that are resumed")
    func runs() async throws {
        let runs =
            "[{name: before}, {name: cold, kill: {after: plan}}, {name: on, resume: cold}, {name: later}]"
        let scenario = try laboratory.scenario(
            Laboratory.payment.replacing("[{name: cold}]", with: runs)
        )
        let site = Site.Key(
            .agentCall,
            run: Site.Run(name: "cold", repetition: 0, life: 1),
            phase: "pay",
            role: .execute,
            attempt: 1
        )
        let sample = try #require(
            SampleCatalog(for: scenario).samples.first { $0.type == "ack_lost" }
        )
        let schedule = [ScheduledFiring(sample, at: site, id: "ack_lost 1")]
        let found = try await finding(schedule, in: scenario, .effectsOnce)
        let kept = try await laboratory.explorer(scenario).keep(found)
        #expect(kept.finding.runs == ["cold", "on"])
        let saved = try #require(kept.saved)
        let text = saved.text(extending: "x.yaml", tool: "test")
        #expect(text.contains(#"runs: ["cold", "on"]"#))
    }

    @Test("hands over what was found before it makes it smaller")
    func first() async throws {
        let scenario = try laboratory.scenario(Laboratory.payment)
        let found = try await finding(tooMuch(in: scenario), in: scenario, .effectsOnce)
        var first: [SavedFailure] = []
        let kept = try await laboratory.explorer(scenario).keep(found) { first.append($0) }
        let saved = try #require(kept.saved)
        #expect(first.map(\.finding.schedule.count) == [2])
        #expect(saved.finding.schedule.count == 1)
        // One file: what is smaller takes the place of what was found.
        #expect(first.map(\.name) == [saved.name])
    }

    @Test("goes on with what an interrupted search left")
    func resumes() async throws {
        let scenario = try laboratory.scenario(Laboratory.payment)
        let found = try await finding(tooMuch(in: scenario), in: scenario, .effectsOnce)
        let left = try laboratory.scenario(
            Laboratory.payment + """

                found: {invariant: effects_once, seed: 9, tool: "0.1.0", trace: "00"}
                faults:
                  - id: "ack_lost 7"
                    at: agent.call
                    inject: {ack_lost: {}}
                    site: {run: cold, phase: pay, attempt: 1}
                """
        )
        let cancelled = try Explorer(scenario, ExploreOptions(), clock: ContinuousClock()) { true }
        let kept = try await cancelled.keep(found, earlier: left)
        #expect(kept.finding.schedule.map(\.id) == ["ack_lost 7"])
        #expect(kept.finding.seed == 9)
        // A file that shows something else, or nothing any more, is no beginning.
        let other = try laboratory.scenario(
            Laboratory.payment + """

                found: {invariant: effects_once, seed: 9, tool: "0.1.0", trace: "00"}
                faults:
                  - {id: "crash 7", at: agent.call, inject: crash, site: {run: cold, phase: pay, attempt: 1}}
                """
        )
        let anew = try await laboratory.explorer(scenario).keep(found, earlier: other)
        #expect(anew.finding.schedule.map(\.id) == ["ack_lost 2"])
    }

    /// Two faults, of which one is enough.
    private func tooMuch(in scenario: Scenario) throws -> [ScheduledFiring] {
        [
            try firing("crash", of: "plan", number: 1, in: scenario),
            try firing("ack_lost", of: "pay", number: 2, in: scenario),
        ]
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
