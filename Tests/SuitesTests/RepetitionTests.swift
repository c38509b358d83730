import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("One repetition alone")
struct RepetitionTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    /// Later repetitions depend on earlier ones: by the cache, and by the count of the fault's visits.
    private static let text = """
        name: x
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {retry: {initial: 1s}, phases: {b: {cache: {enabled: false}}}}
        agents:
          a: {simulated: {latency: 3s}}
          b: {simulated: {latency: {uniform: {min: 1s, max: 9s}}}}
        faults: [{id: seventh, at: agent.call, when: {phase: b, nth: 7}, inject: server_error}]
        runs:
          - {name: first}
          - {name: load, repeat: 12, concurrent: 1, expect: {duration: "<= 6s"}}
        """

    @Test(
        "it is what it was among the others, and nothing else is reported",
        arguments: [1, 5, 6, 7, 12]
    )
    func alone(number: Int) async throws {
        let all = try await rig.run(Self.text)
        let alone = try await rig.run(Self.text) { $0.repetition = number }
        #expect(all.runs[1].repetitions.total == 12)
        #expect(alone.runs[0].repetitions.total == 1)
        let told = try #require(alone.runs[1].repetitions.first)
        #expect(alone.runs[1].repetitions.total == 1)
        #expect(told.id == "load#\(number)")
        let among = all.runs[1].repetitions[number - 1]
        #expect(told.record == among.record)
        #expect(told.failures == among.failures)
        #expect(alone.breakage == nil)
    }

    @Test("runs that have fewer repetitions are executed whole")
    func fewer() async throws {
        let result = try await rig.run(Self.text) { $0.repetition = 13 }
        #expect(result.runs.map(\.repetitions.total) == [1, 12])
    }

    @Test("on a real clock only the one is executed")
    func live() async throws {
        let result = try await rig.run(
            """
            name: x
            clock: real
            workflow: {phases: [{name: a}]}
            agents: {a: {process: {command: [sh, -c, "echo x >> {scenario_dir}/calls"]}}}
            config: {cache: {enabled: false}}
            runs: [{name: load, repeat: 5}]
            """
        ) {
            $0.repetition = 4
        }
        #expect(result.status == .passed)
        #expect(result.runs[0].repetitions.map(\.id) == ["load#4"])
        #expect(rig.folder.content(of: "calls") == "x\n")
    }
}
