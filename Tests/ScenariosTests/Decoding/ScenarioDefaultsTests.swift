import Shapes
import Agents
import Faults
import Invariants
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What a scenario file leaves out")
struct ScenarioDefaultsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func load(_ more: String = "", workflow: String = "{phases: [{name: a}]}") throws
        -> Scenario
    {
        try folder.load(
            """
            name: x
            workflow: \(workflow)
            agents: {a: &s {simulated: {}}, planner: *s, designer: *s, coder: *s, reviewer: *s,
              executor: *s}
            runs: [{name: one}]
            \(more)
            """
        )
    }

    @Test("takes the documented defaults")
    func defaults() throws {
        let scenario = try load()
        #expect(scenario.clock == .virtual)
        #expect(scenario.seed == 0)
        #expect(scenario.timeLimit == nil)
        #expect(scenario.invariants == Invariant.standard)
        let run = try #require(scenario.runs.first)
        #expect(run.repetitions == 1)
        #expect(run.advance == .zero)
        #expect(run.requirements == "")
        #expect(run.concurrency == 1)
        #expect(run.interruption == nil)
        #expect(run.resumes == nil)
        #expect(!run.isRestarted)
        #expect(run.invalidatedTags == [])
        #expect(run.hooks.isEmpty)
        var expected = WorkflowConfiguration()
        expected.phases["a"] = PhaseConfiguration()
        #expect(run.configuration == expected)
        #expect(run.agents["a"]?.agent == .simulated(SimulatedAgent(outputs: [])))
    }

    @Test("succeeds, unless a status is named")
    func status() throws {
        let expectations = try #require(try load().runs.first?.expectations)
        #expect(expectations.count == 1)
        #expect(expectations.first?.condition.endings == [.succeeded])
        #expect(expectations.first?.location.line == 5)
    }

    @Test("the workflow without optional features caches nothing and hands on no context")
    func plainWorkflow() throws {
        let configuration = try #require(try load(workflow: "full").runs.first?.configuration)
        #expect(configuration.phases.values.allSatisfy { !$0.isCached })
        #expect(configuration.phases.count == 5)
        #expect(configuration.context == .off)
        #expect(!configuration.isParallel)
        #expect(!configuration.hasCheckpoints)
        #expect(!configuration.isMonitored)
        #expect(configuration.rollback == .none)
    }

    @Test("delays without max_attempts allow one attempt more than there are delays")
    func delays() throws {
        let retry = try #require(
            try load("config: {retry: {delays: [1s, 2s, 3s]}}").runs.first?.configuration
                .phases["a"]?.retry
        )
        #expect(retry.delays == [.seconds(1), .seconds(2), .seconds(3)])
        #expect(retry.maxAttempts == 4)
        let both = try load("config: {retry: {delays: [1s, 2s], max_attempts: 7}}")
        #expect(both.runs.first?.configuration.phases["a"]?.retry.maxAttempts == 7)
    }

    @Test(
        "jitter is none, full or a share",
        arguments: [
            ("none", RetryPolicy.Jitter.none), ("full", .full), ("10%", .fraction(0.1)),
            ("0.5", .fraction(0.5)),
        ]
    )
    func jitter(text: String, expected: RetryPolicy.Jitter) throws {
        let scenario = try load("config: {retry: {jitter: \(text)}}")
        #expect(scenario.runs.first?.configuration.phases["a"]?.retry.jitter == expected)
    }

    @Test("an effect without parameters may be written bare", arguments: ["hang", "{hang: {}}"])
    func bare(inject: String) throws {
        let scenario = try load("faults: [{id: f, inject: \(inject)}]")
        #expect(scenario.faults.first?.fault.injection as? Hang == Hang())
        #expect(scenario.faults.first?.fault.failpoint == .agentCall)
        #expect(scenario.faults.first?.fault.expectation == .any)
    }

    @Test("invariants may be chosen, or left out; all are judged on either clock otherwise")
    func invariants() throws {
        let rest = try load("invariants: {except: [bounds, deadline]}").invariants
        #expect(rest == Invariant.standard.filter { $0 != .bounds && $0 != .deadline })
        #expect(throws: (any Error).self) { try load("invariants: {except: [bound]}") }
        #expect(throws: (any Error).self) { try load("invariants: {but: [bounds]}") }
        let chosen = try load("invariants: [cache_honesty, one_ending]")
        #expect(chosen.invariants == [.oneEnding, .cacheHonesty])
        #expect(try load("clock: real").invariants == Invariant.standard)
        #expect(try load("").invariants == Invariant.standard)
        #expect(try load("clock: real\ninvariants: all").invariants == Invariant.standard)
    }

    @Test("a process agent makes the clock real")
    func realClock() throws {
        let scenario = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {process: {command: [x]}}}
            runs: [{name: one}]
            """
        )
        #expect(scenario.clock == .real(timeScale: 1))
    }

    @Test("a declared phase's agent is its name, unless it says otherwise")
    func ownPhases() throws {
        let scenario = try load(
            workflow: "{phases: [{name: b, agent: a}, {name: c, needs: [b], agent: a}]}"
        )
        #expect(
            scenario.workflow.phases == [
                .init("b", agent: "a"), .init("c", needs: ["b"], agent: "a"),
            ]
        )
        #expect(scenario.workflow.hasOptionalFeatures)
    }

    @Test("a skipped phase needs no agent")
    func skipped() throws {
        let scenario = try load(
            "config: {skip: [b]}",
            workflow: "{phases: [{name: a}, {name: b, needs: [a]}]}"
        )
        #expect(scenario.runs.first?.configuration.skipped == ["b"])
    }

    @Test("a fallback needs a phase that degrades no more")
    func fallback() throws {
        let scenario = try load(
            "config: {retry: {on_exhausted: degrade}, phases: {a: {fallback: last time}}}"
        )
        #expect(scenario.runs.first?.configuration.phases["a"]?.fallback == "last time")
    }
}
