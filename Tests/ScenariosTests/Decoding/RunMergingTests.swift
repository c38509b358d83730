import Agents
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("A run is laid over its scenario")
struct RunMergingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func runs(agent: String, run: String, config: String = "{}") throws -> [ScenarioRun] {
        try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            config: \(config)
            agents: {a: \(agent)}
            runs:
              - name: base
              - name: own
                \(run)
            """
        ).runs
    }

    private func merged(_ agent: String, _ own: String) throws -> AgentDefinition {
        let runs = try runs(agent: agent, run: "agents: {a: \(own)}")
        return try #require(runs.last?.agents["a"])
    }

    private func simulated(_ agent: AgentDefinition) throws -> SimulatedAgent {
        guard case .simulated(let simulated) = agent.agent else {
            throw MissingAgent()
        }
        return simulated
    }

    private struct MissingAgent: Error {}

    @Test("policies merge key by key: the run's phase, the run, the phase, the scenario")
    func policies() throws {
        let runs = try runs(
            agent: "{simulated: {}}",
            run: """
                config: {retry: {max_attempts: 8}, timeout: {run: 9s},
                      phases: {a: {timeout: {attempt: 4s}}}}
                """,
            config: "{retry: {initial: 2s, max_attempts: 6}, timeout: {attempt: 5s, run: 7s}, "
                + "phases: {a: {retry: {coefficient: 4}, validate: [{contains: x}]}}}"
        )
        let base = try #require(runs.first?.configuration)
        let own = try #require(runs.last?.configuration)
        #expect(base.runTimeout == .seconds(7))
        #expect(base.phases["a"]?.retry.maxAttempts == 6)
        #expect(base.phases["a"]?.attemptTimeout == .seconds(5))
        #expect(own.runTimeout == .seconds(9))
        #expect(own.phases["a"]?.retry.initial == .seconds(2))
        #expect(own.phases["a"]?.retry.maxAttempts == 8)
        #expect(own.phases["a"]?.retry.coefficient == 4)
        #expect(own.phases["a"]?.attemptTimeout == .seconds(4))
        #expect(own.phases["a"]?.validators == [.contains("x")])
    }

    @Test("lists are replaced whole")
    func lists() throws {
        let runs = try runs(
            agent: "{simulated: {}}",
            run: "config: {phases: {a: {validate: [{contains: y}]}}}",
            config: "{phases: {a: {validate: [{contains: x}, {max_bytes: 1KiB}]}}}"
        )
        #expect(runs.last?.configuration.phases["a"]?.validators == [.contains("y")])
    }

    @Test("an agent keeps what the run does not say")
    func agent() throws {
        let agent = try merged(
            "{simulated: {output: x, latency: 3s, tokens: 4}, model: m}",
            "{version: 2}"
        )
        #expect(agent.performer.identity == AgentIdentity(id: "a", version: "2", model: "m"))
        #expect(
            try simulated(agent)
                == SimulatedAgent(
                    outputs: [PhaseOutput(text: "x")],
                    latency: .constant(.seconds(3)),
                    tokens: 4
                )
        )
    }

    @Test("output and outputs take each other's place")
    func outputs() throws {
        let several = try merged("{simulated: {output: x}}", "{simulated: {outputs: [y, z]}}")
        #expect(try simulated(several).outputs.map(\.text) == ["y", "z"])
        let one = try merged("{simulated: {outputs: [y, z]}}", "{simulated: {output: x}}")
        #expect(try simulated(one).outputs.map(\.text) == ["x"])
    }

    @Test("a new distribution replaces the old one whole")
    func latency() throws {
        let agent = try merged(
            "{simulated: {output: x, latency: {uniform: {min: 1s, max: 2s}}}}",
            "{simulated: {latency: {lognormal: {median: 1s, p90: 2s}}}}"
        )
        #expect(
            try simulated(agent).latency == .lognormal(median: .seconds(1), p90: .seconds(2))
        )
        #expect(try simulated(agent).outputs.map(\.text) == ["x"])
    }

    @Test("files are replaced whole")
    func files() throws {
        try folder.write("one", "1")
        let agent = try merged(
            "{simulated: {files: {a.txt: one, b.txt: one}}}",
            "{simulated: {files: {c.txt: one}}}"
        )
        #expect(try simulated(agent).outputs.first?.files.map(\.path) == ["c.txt"])
    }

    @Test("a process takes a simulated agent's place, and the other way round")
    func kinds() throws {
        let runs = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            clock: real
            agents: {a: {simulated: {output: x}, version: 3}}
            runs:
              - name: one
                agents: {a: {process: {command: [echo, y]}}}
            """
        ).runs
        guard case .process(let process)? = runs.first?.agents["a"]?.agent else {
            Issue.record("expected a process")
            return
        }
        #expect(process.command == ["echo", "y"])
        #expect(runs.first?.agents["a"]?.performer.identity.version == "3")
        let agent = try merged("{process: {command: [x]}}", "{simulated: {output: y}}")
        #expect(try simulated(agent).outputs.map(\.text) == ["y"])
    }

    @Test("a run may bring its own agent")
    func newAgent() throws {
        let runs = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {}
            runs: [{name: one, agents: {a: {simulated: {output: x}}}}]
            """
        ).runs
        #expect(try simulated(#require(runs.first?.agents["a"])).outputs.map(\.text) == ["x"])
    }

    @Test("a mistake of the scenario's own policies is reported once, however many runs merge it")
    func toldOnce() throws {
        let complaints = try folder.complaints(
            about: """
                name: x
                workflow: {phases: [{name: a}]}
                config: {retry: {jitter: some}}
                agents: {a: {simulated: {}}}
                runs: [{name: one, config: {parallel: false}}, {name: two}, {name: three}]
                """
        )
        #expect(
            complaints == [
                "x.yaml:3:26: error: config.retry.jitter: expected none, full or a share such as "
                    + "\"10%\", found \"some\""
            ]
        )
    }

    @Test(
        "a mistake of a scenario's agent is reported once, however many runs merge it"
    )
    func agentToldOnce() throws {
        let complaints = try folder.complaints(
            about: """
                name: x
                workflow: {phases: [{name: a}]}
                agents: {a: {simulated: {latency: {profile: none}}}}
                runs:
                  - {name: one, agents: {a: {version: 2}}}
                  - {name: two, agents: {a: {version: 3}}}
                """
        )
        #expect(complaints.count == 1, "\(complaints)")
    }
}
