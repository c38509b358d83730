import Shapes
import Agents
import Faults
import Foundation
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("A scenario takes over another file's keys")
struct ExtendsTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "shared/_base.yaml",
            """
            description: What all have in common.
            tags: [base]
            workflow: {phases: [{name: a}, {name: b, needs: [a]}]}
            requirements: An API.
            config:
              retry: {max_attempts: 7, initial: 2s}
              phases: {a: {validate: [{contains: x}]}}
            agents:
              a: {simulated: {files: {app.py: app.py}, latency: {uniform: {min: 1s, max: 2s}}}}
              b: {simulated: {outputs: [y, z]}, version: 3}
            faults: [{id: f, inject: hang}]
            """
        )
        try folder.write("shared/app.py", "print(1)")
        try folder.write(".git/HEAD", "")
    }

    private func load(_ more: String) throws -> Scenario {
        try folder.load(
            "name: x\nextends: ../shared/_base.yaml\nruns: [{name: one}]\n\(more)\n",
            as: "s/x.yaml"
        )
    }

    private func complaints(_ text: String) throws -> [String] {
        do {
            _ = try folder.load(text, as: "s/x.yaml")
            return []
        } catch let problems as Problems {
            return problems.list.map(\.description)
        }
    }

    private func simulated(_ name: String, _ scenario: Scenario) throws -> SimulatedAgent? {
        guard case .simulated(let agent)? = scenario.runs.first?.agents[name]?.agent else {
            return nil
        }
        return agent
    }

    @Test("what the file does not say is the base's; it need not be whole itself")
    func inherited() throws {
        let scenario = try load("")
        #expect(scenario.name == "x")
        #expect(scenario.description == "What all have in common.")
        #expect(scenario.tags == ["base"])
        #expect(scenario.workflow.phases.map(\.id) == ["a", "b"])
        #expect(scenario.faults.map(\.fault.id) == ["f"])
        #expect(scenario.file == "s/x.yaml")
        #expect(scenario.className == "s.x")
        let run = try #require(scenario.runs.first)
        #expect(run.requirements == "An API.")
        #expect(run.configuration.phases["a"]?.retry.maxAttempts == 7)
        #expect(run.configuration.phases["a"]?.validators == [.contains("x")])
        #expect(run.agents["b"]?.performer.identity.version == "3")
    }

    @Test("mappings merge, lists and words are replaced, agents merge as a run's do")
    func merged() throws {
        let scenario = try load(
            """
            tags: [own]
            config: {retry: {max_attempts: 2}, phases: {a: {validate: [json]}}}
            agents: {a: {simulated: {latency: 9s}}, b: {simulated: {output: w}}}
            faults: []
            """
        )
        #expect(scenario.tags == ["own"])
        #expect(scenario.faults.isEmpty)
        let settings = try #require(scenario.runs.first?.configuration.phases["a"])
        #expect(settings.retry.maxAttempts == 2)
        #expect(settings.retry.initial == .seconds(2))
        #expect(settings.validators == [.json([])])
        #expect(try simulated("a", scenario)?.latency == .constant(.seconds(9)))
        #expect(try simulated("a", scenario)?.outputs.first?.files.map(\.path) == ["app.py"])
        #expect(try simulated("b", scenario)?.outputs.map(\.text) == ["w"])
    }

    @Test("paths start at the folder of the file in which they are written")
    func paths() throws {
        try folder.write("s/app.py", "print(2)")
        let base = try simulated("a", load(""))
        #expect(base?.outputs.first?.files.map(\.bytes) == [Array("print(1)".utf8)])
        let own = try simulated("a", load("agents: {a: {simulated: {files: {app.py: app.py}}}}"))
        #expect(own?.outputs.first?.files.map(\.bytes) == [Array("print(2)".utf8)])
    }

    @Test("so do those of programs; a folder next to another file's command names its place")
    func programs() throws {
        try folder.write("shared/agent.sh", "")
        try folder.write("shared/deep/x", "")
        try folder.write("s/own/x", "")
        try folder.write(
            "shared/_program.yaml",
            """
            workflow: {phases: [{name: a}]}
            agents: {a: {process: {command: [./agent.sh], cwd: deep}}}
            config: {phases: {a: {hooks: {before: [./agent.sh]}, validate: [{command: [./agent.sh]}]}}}
            """
        )
        func process(_ more: String) throws -> ProcessAgent? {
            let text = "name: x\nextends: ../shared/_program.yaml\nruns: [{name: one}]\n\(more)\n"
            let run = try folder.load(text, as: "s/x.yaml").runs.first
            guard case .process(let agent)? = run?.agents["a"]?.agent else { return nil }
            let shared = "\(folder.path)/shared"
            guard case .process(let hook)? = run?.hooks["a"]?[.before],
                case .command(let command)? = run?.configuration.phases["a"]?.validators.first
            else { return nil }
            #expect(hook.scenarioDirectory == shared)
            #expect(command.scenarioDirectory == shared)
            return agent
        }
        let base = try #require(try process(""))
        #expect(base.scenarioDirectory == "\(folder.path)/shared")
        #expect(base.repository == folder.path)
        #expect(base.directory == "deep")
        let own = try #require(try process("agents: {a: {process: {cwd: own}}}"))
        #expect(own.scenarioDirectory == "\(folder.path)/shared")
        #expect(own.directory == "{repo}/s/own")
    }

    @Test("a base may extend another, ten deep and no deeper")
    func depth() throws {
        for number in 1...10 {
            let next = number < 10 ? "extends: _\(number + 1).yaml\n" : ""
            try folder.write("s/_\(number).yaml", "\(next)seed: \(number)\ntags: ['\(number)']\n")
        }
        let text = "extends: _1.yaml\n" + MalformedFile("").text
        #expect(try folder.load(text, as: "s/x.yaml").seed == 1)
        try folder.write("s/_10.yaml", "extends: _11.yaml\n")
        try folder.write("s/_11.yaml", "seed: 11\n")
        let found = try complaints(text)
        #expect(found.count == 1)
        #expect(
            found.first?.hasPrefix(
                "s/_10.yaml:1:10: error: extends: expected at most 10 files that are extended, "
                    + "found s/x.yaml → s/_1.yaml → s/_2.yaml → "
            ) == true
        )
    }

    @Test("files that extend one another in a cycle are refused with the way")
    func cycle() throws {
        try folder.write("s/_one.yaml", "extends: ../shared/_two.yaml\n")
        try folder.write("shared/_two.yaml", "extends: ../s/_one.yaml\n")
        #expect(
            try complaints("extends: _one.yaml\n") == [
                "shared/_two.yaml:1:10: error: extends: expected files without a cycle, found "
                    + "s/_one.yaml → shared/_two.yaml → s/_one.yaml"
            ]
        )
        #expect(
            try complaints("extends: x.yaml\n") == [
                "s/x.yaml:1:10: error: extends: expected files without a cycle, found "
                    + "s/x.yaml → s/x.yaml"
            ]
        )
    }

    @Test("a mistake of the base is reported at its own place, once, also where it is overridden")
    func mistakes() throws {
        try folder.write(
            "shared/_bad.yaml",
            """
            tags: smoke
            config: {retyr: {}, retry: {jitter: some}}
            agents: {a: {simulated: {files: {x: nowhere}}}}
            """
        )
        let text = "extends: ../shared/_bad.yaml\ntags: [x]\n" + MalformedFile("").text
        #expect(
            try complaints(text) == [
                #"shared/_bad.yaml:1:7: error: tags: expected a list, found "smoke""#,
                #"shared/_bad.yaml:2:10: error: config.retyr: unknown key "retyr"; "#
                    + #"did you mean "retry"?"#,
                "shared/_bad.yaml:2:37: error: config.retry.jitter: expected none, full or a share "
                    + #"such as "10%", found "some""#,
                "shared/_bad.yaml:3:37: error: agents.a.simulated.files.x: expected an existing "
                    + #"file, found "nowhere" missing"#,
            ]
        )
    }

    @Test("what is still missing is missing in the file itself")
    func incomplete() throws {
        #expect(
            try complaints("extends: ../shared/_base.yaml\n") == [
                #"s/x.yaml:1:1: error: missing required key "name""#,
                #"s/x.yaml:1:1: error: missing required key "runs"; without runs it is a base, "#
                    + "which another file is to extend (extends: FILE)",
            ]
        )
    }

    @Test(
        "a base that cannot be had is a mistake of the file that names it",
        arguments: [
            ("nowhere.yaml", #"expected an existing file, found "nowhere.yaml" missing"#),
            ("../../x.yaml", #"expected a file inside the repository, found "../../x.yaml""#),
            ("/etc/passwd", #"expected a file inside the repository, found "/etc/passwd""#),
            ("../shared", #"expected a file, found the folder "../shared""#),
            ("[a]", "expected text, found a list"),
        ]
    )
    func unreadable(path: String, message: String) throws {
        #expect(
            try complaints("extends: \(path)\n" + MalformedFile("").text) == [
                "s/x.yaml:1:10: error: extends: \(message)"
            ]
        )
    }

    @Test("a base that is not a mapping, or not YAML, is reported with its own place")
    func malformed() throws {
        let text = "extends: _x.yaml\n" + MalformedFile("").text
        try folder.write("s/_x.yaml", "[1]\n")
        #expect(
            try complaints(text) == ["s/_x.yaml:1:1: error: expected a mapping, found a list"]
        )
        try folder.write("s/_x.yaml", "a: [\n")
        #expect(try complaints(text).first?.hasPrefix("s/_x.yaml:2:1: error: ") == true)
    }
}
