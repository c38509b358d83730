import Agents
import Faults
import Scenarios
import Shapes
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("A scenario that is made in code")
struct ScenarioInCodeTests {
    let rig: RunningRig

    init() throws { rig = try RunningRig() }

    /// One phase, whose first attempt is refused: it takes 1 s of virtual time to try again, and 2 s to answer.
    private func scenario(_ name: String, expecting: [any RunCondition]) -> Scenario {
        let writer = SimulatedAgent(
            outputs: [PhaseOutput(text: "a draft")],
            latency: .constant(.seconds(2))
        )
        var first = FaultSelector()
        first.attempt = 1...1
        let run = ScenarioRun(
            "one",
            agents: ["draft": AgentDefinition(simulated: writer, named: "draft")],
            expectations: expecting.map { .init($0, line: 7) }
        )
        return Scenario(
            name: name,
            workflow: Workflow(name: "custom", phases: [.init("draft")]),
            faults: [DeclaredFault(Fault(id: "once", selector: first, inject: ServerError()))],
            runs: [run]
        )
    }

    private func run(_ scenarios: Scenario...) async -> SuiteResult {
        await SuiteRunner(rig.runner(), jobs: 1, stopsAtFirstFailure: false)
            .run(scenarios) { _ in }
    }

    @Test("runs in a suite on a virtual clock and is judged, without a file")
    func judged() async throws {
        let bound = try #require(DurationBound("3s"))
        let good = scenario(
            "good",
            expecting: [
                .status(.succeeded), AttemptsExpectation("draft", 2), DurationExpectation(bound),
                OutputExpectation("draft", .contains("draft")),
                FaultsExpectation("once", .absorbed),
                EventsExpectation([EventPattern(kind: "retry_scheduled")]),
            ]
        )
        let bad = scenario(
            "bad",
            expecting: [
                .status(.failed), AttemptsExpectation("draft", 1),
                FaultsExpectation("once", .surfaced), RollbacksExpectation(0),
            ]
        )
        let result = await run(good, bad)
        #expect(result.scenarios.map(\.status) == [.passed, .failed])
        #expect(
            result.scenarios.map { $0.failures.map(\.message) } == [
                [],
                [
                    "expected status failed, found status succeeded",
                    "expected 1 attempts of draft, found 2",
                    #"expected fault "once" surfaced, found absorbed"#,
                ],
            ]
        )
        let places = Set(result.scenarios.flatMap(\.failures).map(\.location))
        #expect(places == ["SuitesTests/ScenarioInCodeTests.swift:7"])
    }

    @Test("a run of which nothing else is said is expected to succeed, where it is made")
    func success() async {
        let refusing = Scenario(
            name: "refused",
            workflow: Workflow(name: "custom", phases: [.init("a")]),
            faults: [DeclaredFault(Fault(id: "always", inject: ServerError()))],
            runs: [
                ScenarioRun(
                    "one",
                    agents: ["a": .init(simulated: SimulatedAgent(outputs: []), named: "a")]
                )
            ]
        )
        let line = #line - 6
        let result = await run(refusing)
        #expect(result.scenarios.map(\.status) == [.failed])
        let failure = result.scenarios.first?.failures.first
        #expect(failure?.expected == "status succeeded")
        #expect(failure?.location == "SuitesTests/ScenarioInCodeTests.swift:\(line)")
    }

    @Test("its className is its name, its file the source file's")
    func names() async {
        let result = await run(scenario("good", expecting: []))
        #expect(result.scenarios.map(\.className) == ["good"])
        #expect(result.scenarios.map(\.file) == ["SuitesTests/ScenarioInCodeTests.swift"])
        #expect(result.scenarios.map(\.status) == [.passed])
    }
}
