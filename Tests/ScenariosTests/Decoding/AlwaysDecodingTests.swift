import Shapes
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What must hold always, in a file")
struct AlwaysDecodingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ always: String, runs: String = "[{name: one}]") -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        agents: {a: {simulated: {effects: [charge]}}}
        runs: \(runs)
        always: \(always)
        """
    }

    @Test("each entry is an expectation at its place")
    func entries() throws {
        let scenario = try folder.load(
            text("\n  status: succeeded\n  attempts: {a: 1}\n  effects: {charge: \"<= 1\"}")
        )
        #expect(
            scenario.always.map { "\(type(of: $0.condition))" } == [
                "StatusExpectation", "AttemptsExpectation", "EffectsExpectation",
            ]
        )
        #expect(scenario.always.map(\.location.line) == [6, 7, 8])
        #expect(scenario.runs.map(\.expectations.count) == [1])
    }

    @Test("an execution may end in one of several ways")
    func endings() throws {
        let scenario = try folder.load(text("{status: [succeeded, paused]}"))
        let endings = scenario.always.first?.condition.endings
        #expect(endings == [.succeeded, .paused])
    }

    @Test(
        "what is of other runs, of all executions or of the declared faults is refused",
        arguments: [
            "same_output_as: one", "success: \">= 90%\"", "faults: {f: absorbed}", "command: [ls]",
        ]
    )
    func refused(entry: String) throws {
        let key = entry.prefix { $0 != ":" }
        let lines = try folder.complaints(about: text("{\(entry)}"))
        #expect(lines.count == 1)
        #expect(
            lines.first?.hasPrefix("x.yaml:5:10: error: always.\(key): unknown key \"\(key)\"")
                == true
        )
    }

    @Test(
        "what can't be is a mistake at its place",
        arguments: [
            ("{}", "x.yaml:5:9: error: always: expected at least one entry, found none"),
            (
                "{attempts: {}}",
                "x.yaml:5:20: error: always.attempts: expected at least one entry, found none"
            ),
            (
                "{executed: [b]}",
                "x.yaml:5:21: error: always.executed[0]: expected a phase, found \"b\"; did you mean \"a\"?"
            ),
            (
                "{effects: {charg: 1}}",
                "x.yaml:5:20: error: always.effects.charg: expected an effect, found \"charg\"; "
                    + "did you mean \"charge\"?"
            ),
        ]
    )
    func mistakes(always: String, line: String) throws {
        #expect(try folder.complaints(about: text(always)) == [line])
    }

    @Test("files of a workspace that a kill loses can't be judged")
    func lost() throws {
        let runs = "[{name: one, kill: {after: a}}]"
        let lines = try folder.complaints(about: "clock: real\n" + text("{files: [x]}", runs: runs))
        #expect(
            lines == [
                "x.yaml:6:18: error: always.files: expected no run that is killed: on a real clock its "
                    + "workspace is lost with its process"
            ]
        )
        #expect(try folder.complaints(about: text("{files: [x]}", runs: runs)) == [])
    }
}
