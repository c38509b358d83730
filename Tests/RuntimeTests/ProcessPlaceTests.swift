import Agents
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Runtime

@Suite("Where a process agent runs", .timeLimit(.minutes(1)))
struct ProcessPlaceTests {
    let rig: CallRig

    init() throws { rig = try CallRig() }

    @Test("placeholders are filled in commands, each once")
    func placeholders() async {
        let ending = await rig.call(
            ProcessAgent(
                command: [
                    "echo", "{workspace}", "{scenario_dir}/x", "{repo}", "{other}", "{", "{repo",
                ],
                scenarioDirectory: "/s/{repo}",
                repository: "/r"
            )
        )
        #expect(ending.text == "\(rig.workspace) /s/{repo}/x /r {other} { {repo")
    }

    @Test("placeholders are filled in variables; a port is one number everywhere")
    func port() async {
        let ending = await rig.call(
            .shell(
                "echo {port} $PORT $PLACE",
                environment: ["PORT": .value("{port}"), "PLACE": .value("{workspace}/x")]
            )
        )
        let words = (ending.text ?? "").split(separator: " ")
        #expect(words.count == 3)
        #expect(words.first == words.dropFirst().first)
        #expect(words.first.flatMap { UInt16($0) } ?? 0 > 0)
        #expect(words.last == "\(rig.workspace)/x")
    }

    @Test("names in braces that are not placeholders are found before anything runs")
    func unknownPlaceholders() {
        #expect(
            ProcessAgent.unknownPlaceholders(in: "{port} {prot} {a b} {} {X} {{repos}") == [
                "prot", "repos",
            ]
        )
        #expect(ProcessAgent.unknownPlaceholders(in: "awk '{print}' {").contains("print"))
        #expect(ProcessAgent.unknownPlaceholders(in: #"{"json": 1}"#) == [])
    }

    @Test("it runs in the workspace unless a folder is named")
    func directory() async throws {
        let other = try rig.folder.folder("other")
        let ending = await rig.call("pwd")
        #expect(ending.text == rig.workspace)
        let elsewhere = await rig.call(.shell("pwd", directory: other))
        #expect(elsewhere.text == other)
        let relative = await rig.call(
            .shell("pwd", directory: "other", scenarioDirectory: rig.folder.path)
        )
        #expect(relative.text == other)
        let placed = await rig.call(
            .shell("pwd", directory: "{repo}/other", repository: rig.folder.path)
        )
        #expect(placed.text == other)
    }

    @Test("a command with a slash starts at the scenario file's folder")
    func relativeCommand() async throws {
        try rig.folder.write("agent.sh", "#!/bin/sh\necho ran $1 in $PWD\n", isExecutable: true)
        for command in ["./agent.sh", "\(rig.folder.path)/agent.sh", "{repo}/agent.sh"] {
            let agent = ProcessAgent(
                command: [command, "well"],
                scenarioDirectory: rig.folder.path,
                repository: rig.folder.path
            )
            let ending = await rig.call(agent)
            #expect(ending.text == "ran well in \(rig.workspace)", "\(command)")
        }
    }

    @Test("the environment is PATH, HOME, LANG, the workspace and what is declared")
    func environment() async {
        let agent = ProcessAgent(
            command: ["env"],
            environment: [
                "GREETING": .value("hello"), "TOKEN": .inherited(name: "MY_TOKEN", isSecret: false),
            ],
            scenarioDirectory: "/nowhere",
            repository: "/nowhere"
        )
        let ending = await rig.call(
            agent,
            environment: [
                "PATH": "/usr/bin:/bin", "LANG": "de_DE.UTF-8", "HOME": "/home/user",
                "MY_TOKEN": "abc", "AWS_KEY": "leaked",
            ]
        )
        let lines = (ending.text ?? "").split(separator: "\n").sorted()
        #expect(
            lines == [
                "GREETING=hello", "HOME=\(rig.workspace)", "LANG=de_DE.UTF-8",
                "MOONLIGHT_WORKSPACE=\(rig.workspace)", "PATH=/usr/bin:/bin", "TOKEN=abc",
            ]
        )
    }

    @Test("a declared variable may replace one of the three, and not the workspace")
    func replaced() async {
        let agent = ProcessAgent(
            command: ["env"],
            environment: [
                "HOME": .value("/elsewhere"), "LANG": .value("C"),
                "MOONLIGHT_WORKSPACE": .value("/elsewhere"),
            ],
            scenarioDirectory: "/nowhere",
            repository: "/nowhere"
        )
        let ending = await rig.call(agent, environment: ["PATH": "/usr/bin:/bin"])
        let lines = (ending.text ?? "").split(separator: "\n").sorted()
        #expect(
            lines == [
                "HOME=/elsewhere", "LANG=C", "MOONLIGHT_WORKSPACE=\(rig.workspace)",
                "PATH=/usr/bin:/bin",
            ]
        )
    }

    @Test("a variable that is not set where it is taken from is a final failure")
    func missingVariable() async {
        let agent = ProcessAgent.shell(
            "echo started > started",
            environment: ["TOKEN": .inherited(name: "MY_TOKEN", isSecret: true)]
        )
        let ending = await rig.call(agent)
        #expect(
            ending.failure
                == OperationFailure(
                    kind: "process",
                    message: "the environment variable MY_TOKEN, which env.TOKEN is taken from, "
                        + "is not set",
                    isRetryable: false
                )
        )
        #expect(rig.folder.names(below: "workspace") == [])
    }
}
