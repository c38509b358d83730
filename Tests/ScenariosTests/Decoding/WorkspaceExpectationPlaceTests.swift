import TestSupport
import Testing

@testable import Scenarios

@Suite("What is expected of a workspace, where there is none")
struct WorkspaceExpectationPlaceTests {
    private func problems(_ clock: String, _ run: String, _ expect: String) throws -> [String] {
        try TemporaryFolder().complaints(
            about: """
                name: x
                clock: \(clock)
                workflow: {phases: [{name: a}]}
                agents: {a: {simulated: {output: hi}}}
                runs: [{name: one, \(run)expect: {\(expect)}}]
                """
        )
    }

    @Test(
        "the place and the reason are said",
        arguments: [
            (
                "virtual", "", "command: [make]",
                "5:29: error: runs[0].expect.command: expected a real clock, on which there is a "
                    + "workspace to run it in, found a virtual one"
            ),
            (
                "real", "kill: {after: a}, ", "command: [make]",
                "5:47: error: runs[0].expect.command: expected a run that is not killed: on a real "
                    + "clock its workspace is lost with its process"
            ),
            (
                "real", "kill: {after: a}, ", "files: [x]",
                "5:55: error: runs[0].expect.files: expected a run that is not killed: on a real "
                    + "clock its workspace is lost with its process"
            ),
            (
                "virtual", "", "files: [../x]",
                "5:37: error: runs[0].expect.files[0]: expected a path in the workspace, such as "
                    + #"dist/app.py, found "../x""#
            ),
            (
                "real", "", "command: [./none.sh]",
                "5:39: error: runs[0].expect.command[0]: expected an existing file, found "
                    + #""./none.sh" missing"#
            ),
        ]
    )
    func refused(clock: String, run: String, expect: String, says: String) throws {
        #expect(try problems(clock, run, expect) == ["x.yaml:\(says)"])
    }

    @Test(
        "where there is one nothing is said",
        arguments: [
            ("real", "", "command: [make], files: [x]"), ("virtual", "", "files: [x]"),
            ("virtual", "kill: {after: a}, ", "files: [x]"),
            ("real", "cancel: {after: a}, ", "command: [make]"),
        ]
    )
    func accepted(clock: String, run: String, expect: String) throws {
        #expect(try problems(clock, run, expect) == [])
    }
}
