import Foundation
import TestSupport
import Testing

@Suite("--climate on the command line", .timeLimit(.minutes(1)))
struct ClimateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "Fixtures/climates/storm.yaml",
            """
            name: storm
            description: Every call fails.
            source: made up
            date: 2026-01-01
            faults:
              - {id: lightning, inject: {server_error: {status: 503}}}

            """
        )
        try folder.write(
            "s.yaml",
            """
            name: s
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {output: hi}}}
            runs: [{name: one}]
            claims: [{name: it succeeds, run: one, at_least: 80%, pairs: 30}]

            """
        )
    }

    private func tool(_ arguments: String...) throws -> Tool.Outcome {
        try Tool.run(arguments, in: folder.url)
    }

    @Test("run fails in a climate in which every call fails, and passes without it")
    func run() throws {
        #expect(try tool("run", "s.yaml").code == 0)
        let outcome = try tool("run", "s.yaml", "--climate", "storm")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("server_error"))
    }

    @Test("verify refutes in a climate what holds without it, and says in which")
    func verify() throws {
        let calm = try tool("verify", "s.yaml")
        #expect(calm.code == 0)
        #expect(!calm.output.contains("storm"))
        let outcome = try tool("verify", "s.yaml", "--climate", "storm")
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("storm"))
        #expect(outcome.output.contains("0 hold, 1 refuted, 0 inconclusive"))
    }

    @Test("each climate has a verdict where several are named")
    func several() throws {
        let climates = ["--climate", "storm", "--climate", "provider-2026"]
        let outcome = try Tool.run(["verify", "s.yaml"] + climates, in: folder.url)
        #expect(outcome.code == 1)
        #expect(outcome.output.contains("1 hold, 1 refuted, 0 inconclusive"))
    }

    @Test("a climate that there is not is refused with a list of those that there are")
    func unknown() throws {
        for command in ["run", "verify"] {
            let outcome = try tool(command, "s.yaml", "--climate", "sunshine")
            #expect(outcome.code == 65)
            for name in ["sunshine", "storm", "provider-2026", "incident", "one-vendor"] {
                #expect(outcome.errors.contains(name), "\(command) \(name)")
            }
        }
    }
}
