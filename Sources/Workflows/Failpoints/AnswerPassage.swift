/// An answer of an agent on its way through the failpoint `agent.output`.
package struct AnswerPassage: Sendable, Equatable {
    /// The answer that the engine will see.
    package var answer: AgentAnswer
    /// The failure that the engine will see in its place, if any.
    package var failure: OperationFailure?
    /// What the phase's agent answered before in this run, if anything.
    package let earlier: PhaseOutput?

    /// An answer that nothing disturbed yet.
    package init(_ answer: AgentAnswer, earlier: PhaseOutput? = nil) {
        self.answer = answer
        self.earlier = earlier
    }
}
