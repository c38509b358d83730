import Faults
import Invariants
import Scenarios
import Simulation
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Invariants that need a second execution")
struct SecondExecutionTests {
    private static let text = """
        name: twice
        workflow: {phases: [{name: a}, {name: b, needs: [a]}, {name: c, needs: [b]}]}
        config: {cache: {enabled: false}, retry: {max_attempts: 5, jitter: full}}
        agents:
          a: {simulated: {outputs: [a1, a2, a3], latency: {uniform: {min: 1s, max: 9s}}}}
          b: {simulated: {outputs: [b1, b2, b3], latency: 2s}}
          c: {simulated: {latency: 1s}}
        faults: [{id: f, when: {probability: 30%, phase: b}, inject: server_error}]
        runs:
          - {name: killed, kill: {after: b}}
          - {name: resumed, resume: killed}
        invariants: [determinism, resume_parity]

        """

    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The first execution; `interfere` changes the world after the first run.
    private func records(
        _ scenario: Scenario,
        _ interfere: (inout VirtualSessionWorld) -> Void = { _ in }
    ) async throws -> [RunRecord?] {
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        var records: [RunRecord?] = []
        while let batch = try await session.executeBatch() {
            records.append(batch.runs.first?.trace.record)
            if batch.run == 0 { interfere(&session.world) }
        }
        return records
    }

    @Test("hold for a run that is killed and resumed")
    func holds() async throws {
        for seed in 0..<20 {
            let result = try await RunningRig().run("seed: \(seed)\n" + Self.text)
            #expect(result.invariantFailures.filter { $0.expected.contains("invariant") } == [])
        }
    }

    @Test("are named, or not judged")
    func named() async throws {
        let scenario = try folder.load(Self.text)
        #expect(scenario.invariants == [.resumeParity, .determinism])
        let rest = try folder.load(
            Self.text.replacing("invariants: [determinism, resume_parity]", with: "")
        )
        #expect(rest.invariants == Invariant.standard)
        #expect(throws: (any Error).self) {
            try folder.load(Self.text.replacing("name: twice", with: "name: twice\nclock: real"))
        }
    }

    @Test("a journal that loses an acknowledged commit has it made again")
    func lost() async throws {
        let scenario = try folder.load(Self.text)
        let second = SecondExecution(scenario, seed: 1)
        let honest = try await records(scenario)
        let nothing = try await second.disparity(in: honest)
        #expect(nothing == nil)
        let lossy = try await records(scenario) { world in
            let entries = world.world.journal(of: "killed")
            world.world.replaceJournal(of: "killed", with: Array(entries.dropLast()))
        }
        let violation = try #require(try await second.disparity(in: lossy))
        #expect(violation.run == "resumed")
        #expect(
            violation.message == "b was committed before killed died, and is executed again"
        )
    }

    @Test("a run that resumes among faults of its own ends otherwise")
    func otherwise() async throws {
        let scenario = try folder.load(Self.text)
        let failing = try await records(scenario) { world in
            var selector = FaultSelector()
            selector.phase = "c"
            let crash = Fault(id: "down", selector: selector, inject: Crash())
            world.world.interference = DrawnFaults([crash])
        }
        let violation = try await SecondExecution(scenario, seed: 1).disparity(in: failing)
        #expect(violation?.message == "it ends failed, uninterrupted it ends succeeded")
    }

    @Test("a world with something that the seed does not decide has another hash")
    func chance() async throws {
        let scenario = try folder.load(Self.text)
        let recorder = EventRecorder()
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        while let batch = try await session.executeBatch() { recorder.take(batch.runs) }
        let hash = recorder.finish().traceHash
        let same = try await SecondExecution(scenario, seed: 1).difference(from: hash)
        #expect(same == nil)
        let disturbed = SecondExecution(
            scenario,
            seed: 1,
            in: { scenario in
                let faults = [Fault(id: "other", inject: Hang())]
                return VirtualSessionWorld(scenario, interference: DrawnFaults(faults))
            }
        )
        let other = try await disturbed.difference(from: hash)
        #expect(other != nil)
    }
}
