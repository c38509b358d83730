import Scenarios
import Testing
import Workflows

@testable import Suites

@Suite("A scenario without its faults")
struct WithoutFaultsTests {
    private static let text = """
        name: faulty
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {cache: {enabled: false}, retry: {max_attempts: 2, initial: 1s, jitter: none}}
        agents: {a: {simulated: {latency: 1s}}, b: {simulated: {latency: 1s}}}
        faults:
          - {id: busy, when: {phase: a, times: 1}, inject: overloaded, expect: absorbed}
          - {id: never, when: {phase: a, attempt: 9}, inject: overloaded, expect: surfaced}
        runs:
          - name: one
            faults: [{id: own, when: {phase: b, times: 1}, inject: auth, expect: any}]
            expect: {status: succeeded, faults: {busy: absorbed, own: surfaced}, attempts: {a: 1}}

        """

    @Test("runs as if it had none, and judges nothing that is expected of them")
    func without() async throws {
        let rig = try RunningRig()
        let whole = try rig.folder.load(Self.text)
        let result = await rig.runner().run(whole.withoutFaults, number: 1)
        #expect(result.failures.map(\.expected) == [])
        #expect(result.status == .passed)
        #expect(result.faults == [])
        #expect(result.faultsLeftOut == 3)
        #expect(result.replayCommand().hasSuffix(" --seed 0 --without-faults"))
        let record = try #require(result.runs.first?.repetitions.first?.record)
        #expect(record.attempts == ["a": 1, "b": 1])

        let judged = await rig.runner().run(whole, number: 2)
        #expect(judged.status == .failed)
        #expect(judged.faultsLeftOut == nil)
        #expect(judged.failures.contains { $0.expected.contains("never") })
    }

    @Test("all else that is expected is judged")
    func others() async throws {
        let rig = try RunningRig()
        let text = Self.text.replacing("attempts: {a: 1}", with: "attempts: {a: 2}")
        let scenario = try rig.folder.load(text).withoutFaults
        let result = await rig.runner().run(scenario, number: 1)
        #expect(result.failures.map(\.expected) == ["2 attempts of a"])
    }
}
