import Agents
import TestSupport
import Testing
import Workflows

@Suite("Agents whose answers are written down")
struct SimulatedAgentTests {
    @Test(
        "answers come in turn, and the last repeats",
        arguments: [
            (0, "one"), (1, "two"), (2, "three"), (3, "three"), (Int.max, "three"), (-1, "one"),
        ]
    )
    func turns(number: Int, expected: String) {
        let agent = SimulatedAgent(outputs: ["one", "two", "three"].map { PhaseOutput(text: $0) })
        #expect(agent.answer(number).output.text == expected)
    }

    @Test("an agent without answers gives an empty text")
    func empty() {
        #expect(SimulatedAgent(outputs: []).answer(0).output.text == "")
    }

    @Test("it gives no heartbeat and makes one call, unless something else is written down")
    func defaults() {
        let agent = SimulatedAgent(outputs: [])
        #expect(agent.frames == 0)
        #expect(agent.answer(0) == AgentAnswer(output: PhaseOutput(text: ""), calls: 1))
    }

    @Test("heartbeats and calls cannot be less than nothing")
    func bounds() {
        let agent = SimulatedAgent(outputs: [], frames: -1, calls: 0)
        #expect(agent.frames == 0)
        #expect(agent.usage.calls == nil)
    }

    @Test("an answer says what it used")
    func usage() {
        let agent = SimulatedAgent(outputs: [], tokens: 5, costMicros: 7, calls: 3)
        let answer = agent.answer(0)
        #expect(answer.tokens == 5)
        #expect(answer.costMicros == 7)
        #expect(answer.calls == 3)
    }
}

@Suite("The simulated agents of a run")
struct SimulatedCallsTests {
    private let writer = SimulatedAgent(
        outputs: ["one", "two", "three"].map { PhaseOutput(text: $0) },
        latency: .lognormal(median: .seconds(1), p90: .seconds(3))
    )

    private func plan(
        run: Event.Run = .init(name: "main"),
        seed: UInt64 = 1,
        agents: [String] = ["writer", "writer", "reader"]
    ) throws -> RunPlan {
        let phases = agents.enumerated().map { Workflow.Phase(PhaseID("p\($0)"), agent: $1) }
        let plan = try RunPlan.of(phases, run: run.name, seed: seed)
        return run.repetition == 0 ? plan : plan.repeated(run.repetition)
    }

    private func calls(_ before: [String: Int] = [:]) throws -> SimulatedCalls {
        SimulatedCalls(try plan(), agents: ["writer": writer, "reader": writer], before: before)
    }

    private func deliver(
        _ calls: inout SimulatedCalls,
        phase: Int = 0,
        attempt: Int = 1
    ) -> String? {
        calls.deliver(CallID(phase: phase, attempt: attempt))?.output.text
    }

    @Test("answers go by what each agent delivered, over the phases that share it")
    func delivered() throws {
        var calls = try calls()
        #expect(deliver(&calls) == "one")
        #expect(deliver(&calls, phase: 1) == "two")
        #expect(deliver(&calls, phase: 2) == "one")
        #expect(deliver(&calls, attempt: 2) == "three")
        #expect(calls.fresh == ["writer": 3, "reader": 1])
    }

    @Test("what was not delivered is given at the next attempt")
    func keptBack() throws {
        var calls = try calls()
        _ = calls.latency(of: CallID(phase: 0, attempt: 1))
        #expect(deliver(&calls, attempt: 2) == "one")
    }

    @Test("what was delivered before the run counts, and is not a delivery of this run")
    func before() throws {
        var calls = try calls(["writer": 1])
        #expect(deliver(&calls) == "two")
        #expect(calls.fresh == ["writer": 1, "reader": 0])
    }

    @Test("a resumed run takes up what its earlier lives were given")
    func earlier() throws {
        var calls = try calls(["writer": 1])
        let run = Event.Run(name: "main")
        let kinds: [Event.Kind] = [
            .attemptStarted("p0", attempt: 1, truncatedBytes: 0),
            .attemptSucceeded("p0", attempt: 1, digest: Digest(of: "x"), response: nil),
            .attemptStarted("p1", attempt: 1, truncatedBytes: 0),
        ]
        calls.note(kinds.map { Event(sequence: 1, time: .zero, run: run, kind: $0) })
        #expect(deliver(&calls, phase: 1) == "three")
    }

    @Test("latency depends on seed, agent, run, repetition, phase and attempt, not on other calls")
    func latency() throws {
        func latency(
            run: Event.Run = .init(name: "main"),
            seed: UInt64 = 1,
            phase: Int = 0,
            attempt: Int = 1
        ) throws -> Duration {
            let calls = SimulatedCalls(
                try plan(run: run, seed: seed),
                agents: ["writer": writer, "reader": writer]
            )
            return calls.latency(of: CallID(phase: phase, attempt: attempt))
        }
        let latencies = try [
            latency(), latency(seed: 2), latency(phase: 1), latency(phase: 2),
            latency(run: .init(name: "other")), latency(run: .init(name: "main", repetition: 1)),
            latency(attempt: 2),
        ]
        #expect(Set(latencies).count == latencies.count)
        #expect(try latency() == latencies.first)
    }
}
