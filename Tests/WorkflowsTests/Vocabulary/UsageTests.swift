import Testing
import Workflows

@Suite("What calls use up")
struct UsageTests {
    @Test(
        "an amount is written as a user writes it",
        arguments: [
            (4_250_000, "4.25"), (4_000_000, "4"), (0, "0"), (1, "0.000001"), (290_000, "0.29"),
            (1_000_001, "1.000001"), (-500_000, "-0.5"), (10_000_000, "10"),
            (Int.max, "9223372036854.775807"),
        ]
    )
    func cost(micros: Int, text: String) {
        #expect(CostText.text(micros) == text)
    }

    @Test(
        "an amount is read to the nearest millionth",
        arguments: [(0.29, 290_000), (4.25, 4_250_000), (0.1, 100_000), (1.1, 1_100_000)]
    )
    func micros(amount: Double, micros: Int) {
        #expect(CostText.micros(amount) == micros)
        #expect(CostText.micros(1e300) == nil)
    }

    @Test("usages are equal where all amounts are")
    func equality() {
        #expect(Usage() == .unknown)
        #expect(Usage(tokens: 1) == Usage(tokens: 1))
        #expect(Usage(tokens: 1) != Usage(tokens: 1, calls: 2))
        #expect(Usage(tokens: 0) != .unknown)
        #expect(Usage(isMemoryShared: true) != .unknown)
        #expect(Usage(memoryBytes: 1) != Usage(memoryBytes: 1, isMemoryShared: true))
    }

    @Test(
        "measured memory is besides what a call is known to hold; whose a shared one is, nobody knows"
    )
    func memory() {
        #expect(Usage.unknown.measured(.bytes(0)) == Usage(memoryBytes: 0))
        #expect(Usage(tokens: 1, memoryBytes: 5).measured(.bytes(7)).memoryBytes == 12)
        #expect(Usage(tokens: 1, memoryBytes: 5).measured(.bytes(7)).tokens == 1)
        let shared = Usage(calls: 2, memoryBytes: 5).measured(.shared)
        #expect(shared == Usage(calls: 2, memoryBytes: 5, isMemoryShared: true))
        #expect(shared.memory == .shared)
        #expect(shared.holding(1) == Usage(calls: 2, memoryBytes: 6, isMemoryShared: true))
        #expect(Usage(memoryBytes: 1).measured(.bytes(.max)).memoryBytes == .max)
        let failure = OperationFailure(kind: "k", message: "m", usage: shared)
        #expect(failure.spending(Usage(isMemoryShared: true)).usage.memory == .shared)
        #expect(Result<AgentAnswer, OperationFailure>.failure(failure).usage.memory == .shared)
    }

    @Test("one call is not reported, several are")
    func calls() {
        let output = PhaseOutput(text: "")
        #expect(AgentAnswer(output: output).usage == .unknown)
        #expect(AgentAnswer(output: output, calls: 3).usage == Usage(calls: 3))
        #expect(AgentAnswer(output: output, usage: .unknown).calls == 1)
    }

    @Test("no kind of an agent's passes for the engine's", arguments: EngineFailure.allCases)
    func kinds(kind: EngineFailure) {
        #expect(EngineFailure.agentKind(kind.rawValue) == "agent:\(kind.rawValue)")
        #expect(EngineFailure.agentKind("rate_limit") == "rate_limit")
    }
}
