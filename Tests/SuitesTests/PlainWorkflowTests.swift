import Suites
import Scenarios
import TestSupport
import Testing
import Workflows

@Suite("The plain pipeline and the enhanced one, as scenarios write them")
struct PlainWorkflowTests {
    private static let rest = """
        seed: 11
        faults:
          - {id: busy, when: {every: 3}, inject: {rate_limit: {retry_after: 2s}}, expect: any}
          - {id: dead, when: {probability: 20%}, inject: crash, expect: any}
        agents:
          planner: {simulated: {output: plan, latency: {lognormal: {median: 19s, p90: 307s}}}}
          designer: {simulated: {output: design, latency: 3s}}
          coder: {simulated: {outputs: [draft, code], latency: {uniform: {min: 1s, max: 90s}}}}
          reviewer: {simulated: {outputs: [no, approved], latency: 10s}}
          executor: {simulated: {output: done, latency: 1s}}
        runs:
          - {name: first, repeat: 20}
          - {name: second}

        """

    private static let settings = """
        retry: {max_attempts: 9, jitter: full}, phases: {reviewer: {validate: [{contains: approved}], \
        on_rejected: {revise: coder, max: 2}}}
        """

    private static let allOff = """
        cache: {enabled: false}, checkpoints: {enabled: false}, monitor: {enabled: false}, \
        context: {enabled: false, feedback: false, history: false}, parallel: false, \
        rollback: {policy: none}
        """

    private func lines(_ workflow: String, _ config: String) async throws -> String {
        let text = "name: variant\nworkflow: \(workflow)\nconfig: {\(config)}\n" + Self.rest
        let rig = try RunningRig()
        let result = try await rig.run(text)
        #expect(result.status == .passed, "\(result.failures)")
        return rig.events.text
            .replacing("\"workflow\":\"\(workflow)\"", with: "\"workflow\":\"\"")
    }

    @Test("with every toggle off, enhanced_full is event for event what full is")
    func allOff() async throws {
        let plain = try await lines("full", Self.settings)
        let enhanced = try await lines("enhanced_full", "\(Self.settings), \(Self.allOff)")
        #expect(enhanced == plain)
        #expect(plain.contains("retry_scheduled"))
        #expect(plain.contains("revision_requested"))
    }

    @Test("with its features on it is not")
    func on() async throws {
        let plain = try await lines("full", Self.settings)
        #expect(try await lines("enhanced_full", Self.settings) != plain)
    }
}
