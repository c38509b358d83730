import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("Faults of a run that is resumed")
struct ResumedRunFaultTests {
    private func fired(_ clock: String, _ listed: String, _ faults: String) async throws
        -> [String: Int]
    {
        let result = try await RunningRig().run(
            """
            name: resumed
            clock: \(clock)
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            config: {cache: {enabled: false}, retry: {max_attempts: 3, initial: 1ms}}
            agents: {a: {simulated: {output: x}}, b: {simulated: {output: y}}}
            faults: [\(faults)]
            runs:
              - {name: one, cancel: {after: a}, faults: [\(listed)], expect: {status: cancelled}}
              - {name: two, resume: one, cancel: {after: b}, expect: {status: any}}
              - {name: three, resume: one, expect: {status: any}}

            """
            .replacing("expect: {status: any}", with: "expect: {}")
        )
        return Dictionary(result.faults.map { ($0.id, $0.fired) }) { first, _ in first }
    }

    private static let clocks = ["virtual", "real"]

    @Test("one that names a run acts in those that resume it, too", arguments: clocks)
    func first(clock: String) async throws {
        let fired = try await fired(
            clock,
            "",
            "{id: f, when: {run: one, phase: b, attempt: 1}, inject: server_error, expect: any}"
        )
        #expect(fired == ["f": 1])
    }

    @Test("one that names the run that resumes acts there alone", arguments: clocks)
    func later(clock: String) async throws {
        let fired = try await fired(
            clock,
            "",
            """
            {id: f, when: {run: two, attempt: 1}, inject: server_error, expect: any}, \
            {id: g, when: {run: three, attempt: 1}, inject: server_error, expect: any}
            """
        )
        #expect(fired == ["f": 1, "g": 0])
    }

    @Test("one that is listed in a run acts in that run alone", arguments: clocks)
    func listed(clock: String) async throws {
        let fired = try await fired(
            clock,
            "{id: f, when: {attempt: 1}, inject: server_error, expect: any}",
            ""
        )
        #expect(fired == ["f": 1])
    }
}
