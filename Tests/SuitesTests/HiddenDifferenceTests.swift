import Scenarios
import TestSupport
import Testing

@testable import Suites

@Suite("Hidden characters in what was found")
struct HiddenDifferenceTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    @Test(
        "where they alone make the difference, a failure shows them",
        arguments: [
            ("\\e[31mok\\e[0m now", "contains: \"ok now\"", "\"#x1B[31mok#x1B[0m now\""),
            ("ok\\u00a0now", "contains: \"ok now\"", "\"ok#xA0now\""),
            ("ok\\u200b now", "matches: \"ok now\"", "\"ok#x200B now\""),
            ("\\e[31mno\\e[0m", "contains: \"ok now\"", "\"\u{1B}[31mno\u{1B}[0m\""),
        ]
    )
    func failures(output: String, check: String, found: String) async throws {
        let result = try await rig.run(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: "\(output)"}}}
            runs: [{name: one, expect: {output: {a: {\(check)}}}}]
            """
        )
        #expect(result.failures.map(\.found) == [found])
    }
}
