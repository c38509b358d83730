import Agents
import Faults
import TestSupport
import Testing
import Workflows

@testable import Scenarios

@Suite("What agents and refusals say")
struct AgentSettingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func agent(_ text: String, run: String = "{}") throws -> AgentDefinition {
        let scenario = try folder.load(
            """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: \(text)}
            runs: [{name: one, agents: \(run)}]
            """
        )
        return try #require(scenario.runs.first?.agents["a"])
    }

    private func sampling(_ text: String, run: String = "{}") throws -> String {
        try agent("{simulated: {}, \(text)}", run: run).performer.identity.sampling
    }

    private func effect(_ text: String) throws -> RateLimit? {
        let file = MalformedFile("", "faults: [{id: f, inject: {rate_limit: \(text)}}]")
        return try folder.load(file.text).faults.first?.fault.injection as? RateLimit
    }

    @Test("sampling parameters and the seed are part of the identity, in one order")
    func identity() throws {
        #expect(try sampling("version: 1") == "")
        #expect(try sampling("seed: 7") == "seed=7")
        let text = "sampling: {top_p: 1, temperature: 0.2, stop: true}, seed: 7"
        #expect(try sampling(text) == "seed=7, stop=true, temperature=0.2, top_p=1")
        #expect(try sampling("sampling: {seed: 7}") == "seed=7")
    }

    @Test("no value of a sampling parameter can pass for another parameter")
    func escaped() throws {
        let one = try sampling(#"sampling: {a: "1, b=2"}"#)
        #expect(try one != sampling("sampling: {a: 1, b: 2}"))
        #expect(one == #"a=1\, b\=2"#)
        #expect(try sampling(#"sampling: {a: '1\, b\=2'}"#) != one)
    }

    @Test(
        "what an output is taken for can be said",
        arguments: [
            ("", .auto), (", answer: auto", .auto), (", answer: json", .json),
            (", answer: text", .text),
        ]
            as [(String, AnswerFormat)]
    )
    func answer(text: String, expected: AnswerFormat) throws {
        guard case .process(let process) = try agent("{process: {command: [echo]\(text)}}").agent
        else {
            Issue.record("expected a process")
            return
        }
        #expect(process.answer == expected)
    }

    @Test("a run may change one sampling parameter")
    func mergedSampling() throws {
        #expect(
            try sampling("sampling: {a: 1, b: 2}, seed: 3", run: "{a: {sampling: {b: 5}, seed: 4}}")
                == "a=1, b=5, seed=4"
        )
    }

    @Test("a simulated agent sends heartbeats and makes its own calls")
    func frames() throws {
        let agent = try agent("{simulated: {output: x, frames: 10, calls: 4}}")
        #expect(
            agent.agent
                == .simulated(
                    SimulatedAgent(outputs: [PhaseOutput(text: "x")], frames: 10, calls: 4)
                )
        )
    }

    @Test("an agent that a run leaves half said is a mistake of the run")
    func partial() throws {
        let text = """
            name: x
            workflow: {phases: [{name: a}]}
            agents: {a: {simulated: {}}}
            runs: [{name: one, agents: {a: {simulated: {latency: {uniform: {min: 1s}}}}}}]
            """
        #expect(
            try folder.complaints(about: text) == [
                "x.yaml:4:64: error: runs[0].agents.a.simulated.latency.uniform: missing required "
                    + #"key "max""#
            ]
        )
    }

    @Test("a refusal says when to come back: in a header, at a date, or in its body")
    func rateLimit() throws {
        #expect(try effect("{}") == RateLimit())
        #expect(
            try effect("{retry_after: 1.5s}") == RateLimit(.delay(.milliseconds(1500)))
        )
        #expect(
            try effect("{retry_after: 2s, in: header}") == RateLimit(.delay(.seconds(2)))
        )
        #expect(
            try effect("{retry_after: 2s, in: body}") == RateLimit(.sentence(.seconds(2)))
        )
        let date = "Sat, 01 Jan 2000 00:00:20 GMT"
        #expect(
            try effect("{retry_after: \"\(date)\"}")
                == RateLimit(.date(.seconds(946_684_820), text: date))
        )
    }
}
