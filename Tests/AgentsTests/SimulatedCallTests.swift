import Agents
import Testing
import Workflows

@Suite("What a call of a simulated agent gives")
struct SimulatedCallTests {
    private func call(_ agent: SimulatedAgent) -> AgentCall {
        agent.call(0, chance: Chance(seed: 1))
    }

    @Test("it gives no sign of life and makes one call, unless it is told to")
    func defaults() {
        let call = call(SimulatedAgent(outputs: []))
        #expect(call.frames == 0)
        #expect(call.ending == .answer(AgentAnswer(output: PhaseOutput(text: ""), calls: 1)))
    }

    @Test("signs of life and calls of its own are as they are written down")
    func written() {
        let call = call(SimulatedAgent(outputs: [], frames: 12, calls: 3))
        #expect(call.frames == 12)
        #expect(call.ending == .answer(AgentAnswer(output: PhaseOutput(text: ""), calls: 3)))
    }

    @Test("neither can be less than nothing")
    func bounds() {
        let agent = SimulatedAgent(outputs: [], frames: -1, calls: 0)
        #expect(agent.frames == 0)
        #expect(agent.usage.calls == nil)
    }
}
