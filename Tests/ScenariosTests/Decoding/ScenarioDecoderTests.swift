import Shapes
import Agents
import Faults
import Invariants
import Patterns
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("A scenario file becomes a plan")
struct ScenarioDecoderTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func simulated(_ agent: AgentDefinition?) -> SimulatedAgent? {
        if case .simulated(let agent)? = agent?.agent { agent } else { nil }
    }

    private func process(_ agent: AgentDefinition?) -> ProcessAgent? {
        if case .process(let agent)? = agent?.agent { agent } else { nil }
    }

    private static let whole = """
        schema: 1
        name: hello
        description: Builds and calls it.
        tags: [smoke, real]
        workflow: enhanced_full
        requirements: An API.
        clock: real
        time_scale: 0.001
        seed: 42
        time_limit: 5m
        config:
          retry: {initial: 10ms, coefficient: 3, max_interval: 1s, max_attempts: 4, jitter: 10%}
          timeout: {attempt: 30s, run: 2m}
          cache: {enabled: true, ttl: 1h, max_entries: 100, max_bytes: 64MiB, strategy: always}
          context: {feedback: false, history: true, budget: 8KiB}
          phases:
            coder:
              retry: {max_attempts: 5}
              validate: [{contains: "/hello"}, {max_bytes: 1MiB}, {matches: "^x"}]
            reviewer:
              validate: [{contains: approved}]
              on_rejected: {revise: coder, max: 2}
            executor: {cache: {enabled: false}, timeout: {attempt: 7s}}
        agents:
          planner: {simulated: {output: p, latency: {lognormal: {median: 19s, p90: 307s}}}}
          designer: {simulated: {latency: 3s, tokens: 12, cost: 0.25}, model: m, prompt: q}
          coder: {simulated: {files: {app.py: app.py}}, version: 1.10}
          reviewer: {simulated: {outputs: [no, "approved", 3]}}
          executor:
            process:
              command: [python3, app.py, 8]
              env: {PORT: "{port}", TOKEN: {from_env: T, secret: true}, LANG: {from_env: L}}
              cwd: "{repo}"
              probe: {get: /hello}
              timeout: 10s
        faults:
          - id: limited
            at: agent.call
            when: {phase: coder, agent: coder, attempt: 1..2, run: cold, times: 2, nth: 3, every: 4}
            inject: {rate_limit: {retry_after: 20ms}}
            expect: absorbed
          - id: slow
            when: {after: 1, probability: 30%, window: 1s..2s, burst: {size: 3, gap: 500ms}}
            inject: {latency: {uniform: {min: 1s, max: 2s}}}
        runs:
          - name: cold
          - name: warm
            seed: 7
            repeat: 3
            requirements: Another API.
            faults: [{id: own, inject: {server_error: {status: 503}}, expect: surfaced}]
        claims:
          - {name: c, baseline: cold, candidate: warm, metric: duration, speedup: ">= 3", pairs: 9,
             confidence: 90%}
        """

    private func whole() throws -> Scenario {
        try folder.write("app.py", "print(1)")
        return try folder.load(
            Self.whole.replacing("time_scale: 0.001", with: "time_scale: 1.0")
        )
    }

    @Test("what the file says of itself")
    func head() throws {
        let scenario = try whole()
        #expect(scenario.name == "hello")
        #expect(scenario.description == "Builds and calls it.")
        #expect(scenario.tags == ["smoke", "real"])
        #expect(scenario.file == "x.yaml")
        #expect(scenario.workflow == WorkflowCatalog.enhancedFull)
        #expect(scenario.clock == .real(timeScale: 1))
        #expect(!scenario.isVirtual)
        #expect(scenario.seed == 42)
        #expect(scenario.timeLimit == .seconds(300))
        #expect(scenario.invariants == Invariant.standard)
        #expect(scenario.runs.map(\.name) == ["cold", "warm"])
        #expect(scenario.runs.map(\.seed) == [nil, 7])
        #expect(scenario.runs.map(\.repetitions) == [1, 3])
        #expect(scenario.runs.map(\.requirements) == ["An API.", "Another API."])
        #expect(scenario.runs.map(\.location.line) == [46, 47])
    }

    @Test("policies of the workflow, with those of a phase laid over them")
    func policies() throws {
        let configuration = try #require(try whole().runs.first?.configuration)
        #expect(configuration.runTimeout == .seconds(120))
        #expect(configuration.cacheLimits == .init(entries: 100, bytes: 64 << 20))
        #expect(configuration.context.isEnabled)
        #expect(!configuration.context.hasFeedback)
        #expect(configuration.context.hasHistory)
        #expect(configuration.context.budget == 8 << 10)
        #expect(configuration.isParallel)
        let planner = try #require(configuration.phases["planner"])
        #expect(planner.retry.initial == .milliseconds(10))
        #expect(planner.retry.coefficient == 3)
        #expect(planner.retry.maxInterval == .seconds(1))
        #expect(planner.retry.maxAttempts == 4)
        #expect(planner.retry.jitter == .fraction(0.1))
        #expect(planner.attemptTimeout == .seconds(30))
        #expect(planner.timeToLive == .seconds(3600))
        #expect(planner.isCached)
        let coder = try #require(configuration.phases["coder"])
        #expect(coder.retry.maxAttempts == 5)
        #expect(coder.retry.initial == .milliseconds(10))
        #expect(
            try coder.validators
                == [.contains("/hello"), .maxBytes(1 << 20), .matches(Pattern("^x"))]
        )
        let reviewer = try #require(configuration.phases["reviewer"])
        #expect(reviewer.onRejected == .init(revise: "coder", max: 2))
        let executor = try #require(configuration.phases["executor"])
        #expect(!executor.isCached)
        #expect(executor.timeToLive == .seconds(3600))
        #expect(executor.attemptTimeout == .seconds(7))
    }

    @Test("agents with what the cache knows of them")
    func agents() throws {
        let agents = try #require(try whole().runs.first?.agents)
        #expect(
            simulated(agents["planner"])
                == SimulatedAgent(
                    outputs: [PhaseOutput(text: "p")],
                    latency: .lognormal(median: .seconds(19), p90: .seconds(307))
                )
        )
        #expect(
            simulated(agents["designer"])
                == SimulatedAgent(
                    outputs: [PhaseOutput(text: "")],
                    latency: .constant(.seconds(3)),
                    tokens: 12,
                    costMicros: 250_000
                )
        )
        #expect(
            agents["designer"]?.performer
                == .init(identity: AgentIdentity(id: "designer", model: "m", prompt: "q"))
        )
        #expect(
            agents["coder"]?.performer.identity == AgentIdentity(id: "coder", version: "1.10")
        )
        let file = PhaseOutput.File(path: "app.py", bytes: Array("print(1)".utf8))
        #expect(simulated(agents["coder"])?.outputs == [PhaseOutput(text: "", files: [file])])
        #expect(simulated(agents["reviewer"])?.outputs.map(\.text) == ["no", "approved", "3"])
        #expect(
            process(agents["executor"])
                == ProcessAgent(
                    command: ["python3", "app.py", "8"],
                    environment: [
                        "PORT": .value("{port}"), "TOKEN": .inherited(name: "T", isSecret: true),
                        "LANG": .inherited(name: "L", isSecret: false),
                    ],
                    directory: "{repo}",
                    probe: .init(path: "/hello"),
                    timeout: .seconds(10),
                    scenarioDirectory: folder.path,
                    repository: folder.path
                )
        )
    }

    @Test("faults of the scenario, then those of its runs")
    func faults() throws {
        let faults = try whole().faults
        #expect(faults.map(\.fault.id) == ["limited", "slow", "own"])
        #expect(faults.map(\.fault.expectation) == [.absorbed, .any, .surfaced])
        #expect(faults.map(\.location.line) == [37, 42, 51])
        var limited = FaultSelector()
        limited.phase = "coder"
        limited.agent = "coder"
        limited.attempt = 1...2
        limited.run = "cold"
        limited.times = 2
        limited.nth = 3
        limited.every = 4
        #expect(faults.first?.fault.selector == limited)
        #expect(
            faults.first?.fault.injection as? RateLimit
                == RateLimit(retryAfter: .milliseconds(20))
        )
        var slow = FaultSelector()
        slow.after = 1
        slow.probability = 0.3
        slow.window = .seconds(1)..<(.seconds(2))
        slow.burst = .init(size: 3, gap: .milliseconds(500))
        #expect(faults.dropFirst().first?.fault.selector == slow)
        #expect(
            faults.dropFirst().first?.fault.injection as? AddedLatency
                == AddedLatency(.uniform(min: .seconds(1), max: .seconds(2)))
        )
        #expect(faults.last?.fault.selector.run == "warm")
        #expect(faults.last?.fault.injection as? ServerError == ServerError(status: 503))
    }

    @Test("claims")
    func claims() throws {
        let claim = try #require(try whole().claims.first)
        #expect(claim.name == "c")
        #expect(claim.baseline == "cold")
        #expect(claim.candidate == "warm")
        #expect(claim.metric == .duration)
        #expect(claim.effect == .speedup(atLeast: 3))
        #expect(claim.pairs == 9)
        #expect(claim.confidence == 0.9)
        #expect(claim.location.line == 53)
    }
}
