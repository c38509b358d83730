import Agents
import Foundation
import Shapes
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("Latency profiles")
struct LatencyProfileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.folder(".git")
    }

    private func latency(_ profile: String) throws -> LatencyDistribution? {
        let scenario = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {latency: {profile: \(profile)}}}}
            runs: [{name: one}]
            """
        )
        guard case .simulated(let agent) = scenario.runs.first?.agents["a"]?.agent else {
            return nil
        }
        return agent.latency
    }

    @Test("a repository without a file of the name has the built-in one")
    func named() throws {
        #expect(
            try latency("coder") == .lognormal(median: .seconds(37), p90: .seconds(231))
        )
    }

    @Test("a repository's own goes before the built-in one of its name")
    func own() throws {
        try folder.write(
            "Fixtures/profiles/coder.yaml",
            "name: coder\nsource: Our own runs.\nlognormal: {median: 2s, p90: 5s}\n"
        )
        #expect(try latency("coder") == .lognormal(median: .seconds(2), p90: .seconds(5)))
        #expect(try latency("planner") == .lognormal(median: .seconds(19), p90: .seconds(307)))
    }

    @Test("an unknown one, and a name that leaves the folder, are mistakes that name what there is")
    func unknown() throws {
        try folder.write(
            "Fixtures/profiles/ours.yaml",
            "name: ours\nsource: Our own runs.\nlognormal: {median: 2s, p90: 5s}\n"
        )
        for (name, hint) in [
            ("codr", "did you mean \"coder\"?"),
            ("zzz", "there are coder, designer, executor, ours,"),
            ("../../x", "there are coder"), (".hidden", "there are coder"),
            ("\"\"", "there are coder"), ("nightly/../ours", "there are coder"),
            ("nightly/", "there are coder"), ("/ours", "did you mean \"ours\"?"),
            ("nightly/codr", "there are coder"),
        ] {
            let problems = #expect(throws: Problems.self) { try latency(name) }
            let text = problems?.description ?? ""
            let path = "agents.a.simulated.latency.profile"
            #expect(
                text.contains("3:45: error: \(path): expected a latency profile, found"),
                "\(text)"
            )
            #expect(text.contains(hint), "\(text)")
        }
    }

    @Test("a name may say a folder below that of the profiles")
    func nested() throws {
        try folder.write(
            "Fixtures/profiles/nightly/coder.yaml",
            "name: coder\nsource: Our own runs.\nlognormal: {median: 2s, p90: 5s}\n"
        )
        #expect(try latency("nightly/coder") == .lognormal(median: .seconds(2), p90: .seconds(5)))
        let problems = #expect(throws: Problems.self) { try latency("nightly/zzz") }
        #expect(problems?.description.contains("executor, nightly/coder, planner") == true)
    }

    @Test("a link to nothing is a mistake, and no file of the name's that is built in")
    func dangling() throws {
        try folder.folder("Fixtures/profiles")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path(of: "Fixtures/profiles/coder.yaml"),
            withDestinationPath: "gone.yaml"
        )
        let problems = #expect(throws: Problems.self) { try latency("coder") }
        let text = problems?.description ?? ""
        #expect(text.contains("Fixtures/profiles/"), "\(text)")
        #expect(text.contains("missing"), "\(text)")
    }

    @Test("a mistake in a file has its place there")
    func mistaken() throws {
        try folder.write("Fixtures/profiles/coder.yaml", "name: coder\nsource: x\nlognormal: 5s\n")
        let problems = #expect(throws: Problems.self) { try latency("coder") }
        #expect(problems?.description.contains("Fixtures/profiles/coder.yaml:3:12: error") == true)
    }
}
