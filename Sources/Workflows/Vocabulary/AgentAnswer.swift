/// What an agent gave, and what it used up.
package struct AgentAnswer: Sendable, Equatable {
    /// The output.
    package var output: PhaseOutput
    /// What it used up, where the agent says.
    package var usage: Usage

    /// Makes an answer.
    package init(
        output: PhaseOutput,
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        self.output = output
        usage = Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls == 1 ? nil : calls
        )
    }

    /// Makes an answer of which it is written down what it uses up.
    package init(output: PhaseOutput, usage: Usage) {
        self.output = output
        self.usage = usage
    }

    /// Tokens used, where the agent says.
    package var tokens: Int? { usage.tokens }
    /// Cost in millionths of the user's currency unit, where the agent says.
    package var costMicros: Int? { usage.costMicros }
    /// How many calls of its own the agent made; each counts as an attempt.
    package var calls: Int { usage.calls ?? 1 }
}
