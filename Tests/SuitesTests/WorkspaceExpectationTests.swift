import Agents
import Scenarios
import TestSupport
import Testing
import Workflows

@testable import Suites

@Suite("What is expected of the workspace when a run is over", .timeLimit(.minutes(2)))
struct WorkspaceExpectationTests {
    private let rig: RunningRig

    init() throws { rig = try RunningRig(environment: ["MY_TOKEN": "s3cret"]) }

    /// A program that leaves files of its own.
    private func scenario(_ expected: String) -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        agents:
          a:
            process:
              command: [sh, -c, 'mkdir dist; echo "{\\"n\\": 1}" > dist/x.json; printf "a\\377" > raw; echo hi > own.txt; ln -s own.txt link']
              env: {TOKEN: {from_env: MY_TOKEN, secret: true}}
        runs:
          - name: one
            expect:
              \(expected)
        """
    }

    private func failures(_ expected: String) async throws -> [ExpectationFailure] {
        try await rig.run(scenario(expected)).failures
    }

    @Test(
        "what is so is silent",
        arguments: [
            "files: [dist/x.json, own.txt, raw]", "files: {dist/x.json: {json: {$.n: 1}}}",
            "files: {own.txt: {contains: h, matches: '^hi', equals_file: hi.txt}}",
            "files: {raw: {equals_file: raw.bin}}",
            "command: [sh, -c, 'test -d dist && test -f own.txt']",
            #"command: [sh, -c, 'test "$PWD" = "$MOONLIGHT_WORKSPACE" && test "$HOME" = "$PWD"']"#,
            #"command: [sh, -c, 'test -z "$MY_TOKEN$TOKEN"']"#,
            "command: [sh, '{scenario_dir}/check.sh']", "command: [./check.sh]",
            "command: [sh, -c, 'head -c 20000000 /dev/zero']",
            "command: [sh, -c, 'cat; echo {']",
        ]
    )
    func holds(expected: String) async throws {
        try rig.folder.write("hi.txt", "hi\n")
        try rig.folder.write("raw.bin", [0x61, 0xFF])
        try rig.folder.write("check.sh", "#!/bin/sh\ntest -f own.txt\n", isExecutable: true)
        #expect(try await failures(expected).map(\.message) == [])
    }

    @Test(
        "what is not is a failure with its place",
        arguments: [
            (
                "files: [nowhere]", "the file nowhere",
                "the files [dist/x.json, link, own.txt, raw]; status succeeded"
            ),
            ("files: {own.txt: {contains: ho}}", #"own.txt contains "ho""#, "\"hi\n\""),
            ("files: {dist/x.json: {json: {$.n: 2}}}", "dist/x.json has $.n = 2", "1"),
            (
                "files: {own.txt: {equals_file: raw.bin}}", "own.txt equals the file raw.bin",
                "\"hi\n\""
            ),
        ]
    )
    func differs(expected: String, words: String, found: String) async throws {
        try rig.folder.write("raw.bin", [0x61, 0xFF])
        let failure = try #require(try await failures(expected).first)
        #expect(failure.expected == words)
        #expect(failure.found == found)
        #expect(failure.location == "x.yaml:11")
    }

    @Test("a folder or a link is no file", arguments: ["dist", "link"])
    func noFile(name: String) async throws {
        let failure = try #require(try await failures("files: [\(name)]").first)
        #expect(failure.expected == "the file \(name)")
        #expect(!failure.found.contains("the files ["), "\(failure.found)")
        #expect(failure.found.contains("\"\(name)\""))
    }

    @Test("a command that fails says how, with its last lines, and what is secret blanked")
    func failing() async throws {
        let script = "echo first; echo second s3cret; exit 3"
        let failure = try #require(try await failures("command: [sh, -c, '\(script)']").first)
        #expect(failure.expected.hasPrefix("exit code 0 of [\"sh\", \"-c\", "))
        #expect(failure.found.hasPrefix("the process ended (exit code 3)"))
        #expect(failure.found.contains("first\nsecond"))
        #expect(!failure.found.contains("s3cret"))
        #expect(failure.location == "x.yaml:11")
    }

    @Test("one that is not there says so")
    func missing() async throws {
        let failure = try #require(try await failures("command: [no-such-program]").first)
        #expect(failure.found.contains("cannot start no-such-program"))
    }

    @Test("one that hangs is ended when its time is up, with what it started")
    func hanging() async throws {
        let text = scenario("status: succeeded")
        let loaded = try rig.folder.load(text)
        let run = try #require(loaded.runs.first)
        let program = ProcessAgent(
            command: ["sh", "-c", "echo waiting; sleep 300"],
            timeout: .milliseconds(300),
            answer: .text,
            scenarioDirectory: rig.folder.path,
            repository: rig.folder.path
        )
        let scenario = Scenario(
            name: "x",
            workflow: loaded.workflow,
            clock: .real(timeScale: 1),
            runs: [
                ScenarioRun(
                    "one",
                    agents: run.agents,
                    expectations: [Scenarios.Expectation(CommandExpectation(program))]
                )
            ]
        )
        let result = await rig.runner().run(scenario, number: 1)
        let failure = try #require(result.failures.first)
        #expect(failure.found.hasPrefix("the process did not end within 300ms: waiting"))
    }

    @Test("a file's command has half a minute")
    func limit() throws {
        let run = try #require(try rig.folder.load(scenario("command: [make]")).runs.first)
        let found = run.expectations.compactMap { $0.condition as? CommandExpectation }
        #expect(found.map(\.program.timeout) == [.seconds(30)])
    }

    @Test("files are looked at before a command changes them, whichever comes first")
    func order() async throws {
        let both = "command: [rm, own.txt]\n      files: [own.txt]"
        #expect(try await failures(both).map(\.message) == [])
    }

    @Test("a run that failed has a workspace too, and one without files an empty one")
    func failed() async throws {
        let text = """
            name: x
            clock: real
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: hi, latency: 1ms}}}
            faults: [{id: f, inject: auth}]
            runs:
              - name: one
                expect: {status: failed, files: [x], command: [sh, -c, 'test -z "$(ls)"']}
            """
        let failures = try await rig.run(text).failures
        #expect(failures.map(\.expected) == ["the file x"])
        #expect(failures.first?.found.hasPrefix("the files []; status failed in a: auth") == true)
    }

    @Test("a resumed run has the files that the killed one answered, on a virtual clock too")
    func resumed() async throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            agents:
              a: {simulated: {output: hi, files: {same.txt: one.txt, a.txt: one.txt}}}
              b: {simulated: {output: ho, files: {same.txt: two.txt}}}
            runs:
              - {name: killed, kill: {after: a}, expect: {files: {same.txt: {contains: one}}}}
              - name: on
                resume: killed
                expect: {files: {same.txt: {contains: two}, a.txt: {contains: one}}}
            """
        try rig.folder.write("one.txt", "one")
        try rig.folder.write("two.txt", "two")
        #expect(try await rig.run(text).failures.map(\.message) == [])
    }
}
