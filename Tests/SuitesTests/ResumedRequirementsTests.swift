import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("A resume that asks for something else")
struct ResumedRequirementsTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func result(asking requirements: String, killed moment: String) async throws
        -> ScenarioResult
    {
        try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents:
              a: {simulated: {output: hi, latency: 1s}}
              b: {simulated: {output: ho, latency: 1s}}
            invariants: all
            runs:
              - {name: killed, requirements: this, kill: {at: \(moment)}}
              - {name: on, requirements: \(requirements), resume: killed}
            """
        )
    }

    @Test(
        "is refused, whether something was committed or agents were only called",
        arguments: ["500ms", "1500ms"]
    )
    func refused(moment: String) async throws {
        let result = try await result(asking: "that", killed: moment)
        #expect(result.invariantFailures == [])
        let failure = try #require(result.failures.first)
        #expect(failure.expected == "status succeeded")
        #expect(failure.found.hasPrefix("status failed in a: identity: cannot go on: "))
        #expect(result.runs.last?.repetitions.first?.record.executed == [])
    }

    @Test("the same is not", arguments: ["500ms", "1500ms"])
    func same(moment: String) async throws {
        #expect(try await result(asking: "this", killed: moment).status == .passed)
    }
}
