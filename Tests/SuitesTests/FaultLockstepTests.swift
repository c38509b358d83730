import Scenarios
import Faults
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Comparing runs without a fault, batch after batch")
struct FaultLockstepTests {
    /// How faults end by run, and how often each fired.
    private func judged(
        _ scenario: Scenario,
        seed: UInt64
    ) async throws -> (byRun: [String: [String: FaultOutcome]], fired: [Int]) {
        let faults = scenario.faults.map(\.fault)
        let world = VirtualSessionWorld(
            scenario,
            interference: DrawnFaults(faults, recordsFirings: true)
        )
        var session = ScenarioSession(scenario, seed: seed, in: world)
        var judge = FaultJudge(scenario, seed: seed)
        var outcomes: [String: [String: FaultOutcome]] = [:]
        while let batch = try await session.executeBatch() {
            let records = batch.runs.map(\.trace.record)
            try await judge.take(batch, records, session.world.takeFirings())
            guard batch.isLast else { continue }
            let outcome = judge.outcomes(inRun: batch.run)
            if !outcome.isEmpty { outcomes[scenario.runs[batch.run].name] = outcome }
        }
        return (outcomes, judge.verdicts(session.world.basis.tallies).results.map(\.fired))
    }

    @Test("gives the verdicts of whole sessions, in 150 random scenarios")
    func reference() async throws {
        let folder = try TemporaryFolder()
        var seen: [FaultOutcome: Int] = [:]
        for number in 0..<150 {
            let text = RandomFaults(number).text
            let scenario = try folder.load(text)
            let seed = UInt64(number)
            let found = try await judged(scenario, seed: seed)
            let expected = try await FaultReference(scenario: scenario).outcomes(seed: seed)
            #expect(found.byRun == expected, "scenario \(number):\n\(text)")
            for outcome in expected.values.flatMap(\.values) { seen[outcome, default: 0] += 1 }
        }
        #expect(seen[.absorbed, default: 0] > 100)
        #expect(seen[.surfaced, default: 0] > 50)
    }

    @Test("an expectation of a fault has its place among the others, in every repetition")
    func order() async throws {
        let rig = try RunningRig()
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {outputs: [x, y, x, y], latency: 1s}}}
            config: {cache: {enabled: false}}
            faults: [{id: f, when: {attempt: 1, nth: 3}, inject: crash, expect: any}]
            runs:
              - name: one
                repeat: 4
                expect: {output: {a: {contains: y}}, faults: {f: surfaced}, status: failed}
            """
        )
        let found = result.failures.map { "\($0.run) \($0.expected)" }
        let each = (1...4).flatMap { number -> [String] in
            let id = "one#\(number)"
            let output = number == 1 || number == 3 ? ["\(id) a contains \"y\""] : []
            let isFirst = ["\(id) status failed"]
            return isFirst + output + ["\(id) fault \"f\" surfaced"]
        }
        #expect(Set(found) == Set(each))
        #expect(found.count == each.count)
        let first = found.filter { $0.hasPrefix("one#1 ") }.map { $0.dropFirst(6) }
        let second = found.filter { $0.hasPrefix("one#2 ") }.map { $0.dropFirst(6) }
        #expect(first.filter(second.contains) == second)
    }
}
