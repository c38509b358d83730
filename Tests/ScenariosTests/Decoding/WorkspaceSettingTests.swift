import Agents
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Settings of files")
struct WorkspaceSettingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(phase: String = "{}", sources: String = "") -> String {
        """
        name: x
        workflow: {phases: [{name: a}]}
        config: {phases: {a: \(phase)}}
        agents: {a: {process: {command: [echo]\(sources)}}}
        runs: [{name: one}]
        """
    }

    private func settings(_ phase: String) throws -> PhaseConfiguration {
        let run = try #require(try folder.load(text(phase: phase)).runs.first)
        return try #require(run.configuration.phases["a"])
    }

    @Test("artifacts are patterns below the workspace, and another attempt keeps files by default")
    func artifacts() throws {
        let settings = try settings("{artifacts: [dist, \"out/**/*.bin\"], workspace: clean}")
        #expect(settings.artifacts.map(\.text) == ["dist", "out/**/*.bin"])
        #expect(settings.cleansWorkspace)
        #expect(try !self.settings("{workspace: keep}").cleansWorkspace)
        #expect(try !self.settings("{}").cleansWorkspace)
    }

    @Test(
        "a pattern that leads out of the workspace is a mistake, with its place",
        arguments: ["../x", "/etc/passwd", "a/../b", ""]
    )
    func escape(pattern: String) throws {
        #expect(
            try folder.complaints(about: text(phase: "{artifacts: [ok, \"\(pattern)\"]}"))
                == [
                    "x.yaml:3:39: error: config.phases.a.artifacts[1]: expected a pattern of files "
                        + "inside the workspace, found \"\(pattern)\""
                ]
        )
    }

    @Test("artifacts are part of the key: a result without them will not do")
    func key() throws {
        func key(_ phase: String) throws -> CacheKey {
            let scenario = try folder.load(text(phase: phase))
            let run = try #require(scenario.runs.first)
            let plan = try run.plan(of: scenario, seed: 1, environment: [:])
            return try #require(plan.phases.first).cacheKey { _ in nil }
        }
        let plain = try key("{}")
        #expect(try key("{artifacts: [x]}").differences(from: plain) == ["artifacts"])
        #expect(try key("{artifacts: [x]}") != key("{artifacts: [y]}"))
        #expect(try key("{workspace: clean}") == plain)
    }

    @Test("sources start at the scenario file's folder, and stay in its repository")
    func sources() throws {
        try folder.write("repo/.git/HEAD", "")
        let scenario = try folder.load(
            text(sources: ", sources: [\"lib/*.py\", \"../Fixtures/**\", ./x]"),
            as: "repo/Scenarios/x.yaml"
        )
        guard case .process(let agent)? = scenario.runs.first?.agents["a"]?.agent else {
            Issue.record("expected a process")
            return
        }
        #expect(agent.sources.map(\.text) == ["lib/*.py", "../Fixtures/**", "./x"])
        #expect(
            agent.sources.map(\.pattern.text)
                == ["Scenarios/lib/*.py", "Fixtures/**", "Scenarios/x"]
        )
        #expect(agent.sources.allSatisfy { $0.folder == "\(folder.path)/repo" })
        #expect(
            try folder.complaints(about: text(sources: ", sources: [../x]"))
                == [
                    "x.yaml:4:51: error: agents.a.process.sources[0]: expected a pattern of files "
                        + "inside the repository, found \"../x\""
                ]
        )
    }
}
