import Agents
import Testing
import Workflows

@Suite("Agents whose answers are written down")
struct SimulatedAgentTests {
    private func text(_ call: AgentCall) -> String? {
        guard case .answer(let answer) = call.ending else { return nil }
        return answer.output.text
    }

    @Test(
        "answers come in turn, and the last repeats",
        arguments: [
            (0, "one"), (1, "two"), (2, "three"), (3, "three"), (Int.max, "three"), (-1, "one"),
        ]
    )
    func turns(number: Int, expected: String) {
        let agent = SimulatedAgent(outputs: ["one", "two", "three"].map { PhaseOutput(text: $0) })
        #expect(text(agent.call(number, chance: Chance(seed: 1))) == expected)
    }

    @Test("an agent without answers gives an empty text")
    func empty() {
        #expect(text(SimulatedAgent(outputs: []).call(0, chance: Chance(seed: 1))) == "")
    }

    @Test("a call takes the latency that chance draws, and says what it used")
    func latency() {
        let latency = LatencyDistribution.uniform(min: .seconds(1), max: .seconds(2))
        let agent = SimulatedAgent(outputs: [], latency: latency, tokens: 5, costMicros: 7)
        let call = agent.call(0, chance: Chance(seed: 3))
        #expect(call.latency == latency.sample(Chance(seed: 3)))
        #expect(call.injectedLatency == .zero)
        guard case .answer(let answer) = call.ending else {
            Issue.record("expected an answer, found \(call.ending)")
            return
        }
        #expect(answer.tokens == 5)
        #expect(answer.costMicros == 7)
    }
}

@Suite("Counting calls of simulated agents")
struct SimulatedCallsTests {
    private let agent = SimulatedAgent(
        outputs: ["one", "two"].map { PhaseOutput(text: $0) },
        latency: .lognormal(median: .seconds(1), p90: .seconds(3))
    )

    private func next(
        _ calls: inout SimulatedCalls,
        named name: String = "writer",
        seed: UInt64 = 1,
        run: Event.Run = .init(name: "main"),
        phase: PhaseID = "coder",
        attempt: Int = 1
    ) -> AgentCall {
        calls.next(
            agent,
            named: name,
            seed: seed,
            run: run,
            phase: phase,
            attempt: attempt
        )
    }

    @Test("each agent's answers are counted on their own, over phases and runs")
    func counts() {
        var calls = SimulatedCalls()
        let first = next(&calls)
        let second = next(&calls, run: .init(name: "other"), phase: "reviewer")
        let foreign = next(&calls, named: "reader")
        #expect(first.ending == agent.call(0, chance: Chance(seed: 1)).ending)
        #expect(second.ending == agent.call(1, chance: Chance(seed: 1)).ending)
        #expect(foreign.ending == first.ending)
    }

    @Test(
        "latency depends on seed, agent, run, repetition, phase and attempt, not on earlier calls"
    )
    func latency() {
        var calls = SimulatedCalls()
        let latencies = [
            next(&calls), next(&calls, seed: 2), next(&calls, named: "reader"),
            next(&calls, run: .init(name: "other")),
            next(&calls, run: .init(name: "main", repetition: 1)), next(&calls, phase: "reviewer"),
            next(&calls, attempt: 2),
        ].map(\.latency)
        #expect(Set(latencies).count == latencies.count)
        #expect(next(&calls).latency == latencies.first)
    }
}
