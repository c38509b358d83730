/// What an agent gave, and what it used up.
package struct AgentAnswer: Sendable, Equatable {
    /// The output.
    package var output: PhaseOutput
    /// Tokens used, where the agent says.
    package var tokens: Int?
    /// Cost in millionths of the user's currency unit, where the agent says.
    package var costMicros: Int?
    /// How many calls of its own the agent made; each counts as an attempt.
    package var calls: Int

    /// Makes an answer.
    package init(
        output: PhaseOutput,
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        self.output = output
        self.calls = calls
        self.tokens = tokens
        self.costMicros = costMicros
    }
}
