import Faults
import Foundation
import Invariants
import Locks
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
    ) async throws -> [SecondExecution.Ending?] {
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        var endings: [SecondExecution.Ending?] = []
        while let batch = try await session.executeBatch() {
            endings.append(
                batch.runs.first.map { .init(record: $0.trace.record, effects: $0.trace.effects) }
            )
            if batch.run == 0 { interfere(&session.world) }
        }
        return endings
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

    @Test("a run that is resumed and pays twice has another balance")
    func balance() async throws {
        let scenario = try folder.load(Self.text)
        let honest = try await records(scenario)
        var twice = honest
        let act = EffectAct(AgentEffect("charge"), by: .init(phase: "a", attempt: 1), key: "k")
        twice[1]?.effects = EffectLedger([act]).entries()
        let second = SecondExecution(scenario, seed: 1)
        #expect(try await second.disparity(in: honest) == nil)
        let violation = try await second.disparity(in: twice)
        #expect(violation?.run == "resumed")
        #expect(violation?.message == "the balance of charge is 1, uninterrupted it is 0")
    }

    /// The hash of an execution by the seed.
    private func hash(_ scenario: Scenario) async throws -> Digest {
        let recorder = EventRecorder()
        var session = ScenarioSession(scenario, seed: 1, in: VirtualSessionWorld(scenario))
        while let batch = try await session.executeBatch() { recorder.take(batch.runs) }
        return recorder.finish().traceHash
    }

    @Test("a world that depends on its thread has another hash on the one of the second execution")
    func thread() async throws {
        let scenario = try folder.load(Self.text)
        let honest = try await hash(scenario)
        // Tasks share threads of the pool; none of them has this mark.
        let isMarked = Guarded<[Bool]>([])
        let second = SecondExecution(
            scenario,
            seed: 1,
            in: { scenario in
                let isOwn = Thread.current.name == OwnThread.name
                isMarked.withLock { $0.append(isOwn) }
                let faults = isOwn ? [Fault(id: "thread", inject: Hang())] : []
                return VirtualSessionWorld(scenario, interference: DrawnFaults(faults))
            }
        )
        #expect(try await second.difference(from: honest) != nil)
        #expect(isMarked.withLock { $0 } == [true, true])
    }

    @Test("a world that remembers who was there before has another hash")
    func order() async throws {
        let scenario = try folder.load(Self.text)
        let honest = try await hash(scenario)
        let worlds = Guarded(0)
        let second = SecondExecution(
            scenario,
            seed: 1,
            in: { scenario in
                let number = worlds.withLock { count -> Int in
                    count += 1
                    return count
                }
                let faults = number > 1 ? [Fault(id: "left", inject: Hang())] : []
                return VirtualSessionWorld(scenario, interference: DrawnFaults(faults))
            }
        )
        #expect(try await second.difference(from: honest) != nil)
        #expect(worlds.withLock { $0 } == 2)
    }

    @Test("every invariant that needs a second execution has a test here that breaks it")
    func complete() {
        #expect(
            Set(Invariant.allCases.filter(\.needsSecondExecution)) == [.resumeParity, .determinism]
        )
    }
}
