import TestSupport
import Testing

@testable import Scenarios
@testable import Suites

@Suite("What a scenario requires", .timeLimit(.minutes(2)))
struct PrerequisiteTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig() }

    private func text(_ requires: String) -> String {
        """
        name: x
        requires: \(requires)
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {output: hi}}}
        runs: [{name: cold}]
        """
    }

    @Test("a scenario runs where all of it is there")
    func present() async throws {
        let result = try await rig.run(text("[[\"true\"], [sh, -c, \"test -d $HOME\"]]"))
        #expect(result.status == .passed)
        #expect(result.skipReason == nil)
    }

    @Test(
        "it is skipped, with the command as its reason, where one is missing or fails",
        arguments: [
            ("[[\"true\"], [sh, -c, \"echo no module >&2; exit 3\"]]", "sh -c", "exit code 3"),
            ("[[no-such-program-anywhere, --version]]", "no-such-program-anywhere --version", ""),
            ("[[./missing.sh]]", "./missing.sh", ""),
        ]
    )
    func missing(requires: String, command: String, cause: String) async throws {
        let result = try await rig.run(text(requires))
        #expect(result.status == .skipped)
        let reason = try #require(result.skipReason)
        #expect(reason.hasPrefix("requires \(command)"))
        #expect(reason.contains(cause))
        #expect(result.runs.map(\.repetitions.total) == [0])
    }

    @Test("a program is tried once, however many variants require it")
    func once() async throws {
        let scenario = try rig.folder.load(
            text("[[sh, -c, \"echo x >> {scenario_dir}/tries\"]]")
        )
        let suite = SuiteRunner(rig.runner(), jobs: 1, stopsAtFirstFailure: false)
        let result = await suite.run(scenario.variants(of: 1...5)) { _ in }
        #expect(result.count(.passed) == 5)
        #expect(rig.folder.content(of: "tries") == "x\n")
    }
}
