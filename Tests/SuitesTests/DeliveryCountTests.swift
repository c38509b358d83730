import Foundation
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Answers that a death kept from the journal", .timeLimit(.minutes(1)))
struct DeliveryCountTests {
    /// Two runs, the first of which dies after one of its events and is resumed.
    private static func text(killedAfter event: Int) -> String {
        """
        name: answers
        workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
        config: {cache: {enabled: false}}
        agents:
          a: {simulated: {outputs: [a1, a2, a3], latency: 1s}}
          b: {simulated: {outputs: [b1, b2, b3], latency: 1s}}
        runs:
          - {name: killed, kill: {event: \(event)}}
          - {name: resumed, resume: killed, expect: {output: {a: {contains: a1}, b: {contains: b1}}}}
          - {name: next, expect: {output: {a: {contains: a2}, b: {contains: b2}}}}

        """
    }

    @Test(
        "are given again by the resume, and count once for the next run",
        arguments: 1...11
    )
    func again(event: Int) async throws {
        let result = try await RunningRig().run(Self.text(killedAfter: event))
        #expect(result.failures.map(\.message) == [])
        #expect(result.status == .passed)
    }

    @Test("are given again by the resume of a resume that died, too")
    func twice() async throws {
        let text = Self.text(killedAfter: 9).replacing(
            "{name: resumed, resume: killed, expect:",
            with: "{name: dead, resume: killed, kill: {event: 5}}\n"
                + "  - {name: resumed, resume: dead, expect:"
        )
        let result = try await RunningRig().run(text)
        #expect(result.failures.map(\.message) == [])
    }

    @Test("counts are added and taken away, and none is below one")
    func counting() {
        let all = DeliveryCounts(["a": 3, "b": 1, "c": 0])
        #expect(all.counts == ["a": 3, "b": 1])
        let some = DeliveryCounts(["a": 1, "b": 2])
        #expect((all - some).counts == ["a": 2])
        #expect((all + some).counts == ["a": 4, "b": 3])
        #expect((all + DeliveryCounts(["a": .max])).counts["a"] == .max)
    }
}
