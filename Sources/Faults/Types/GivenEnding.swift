package import Workflows

/// Ends a call before the agent's work, the way that the owner of a program wrote down. Scenario files have no name for it.
package struct GivenEnding: Sendable, Equatable {
    /// The name in events.
    package let name: String
    private let ending: AgentCall.Ending

    /// Fails the call.
    package init(_ failure: AgentFailure) {
        name = "fail"
        ending = .failure(failure)
    }

    /// Answers the call in the agent's place.
    package init(_ answer: AgentAnswer) {
        name = "answer"
        ending = .given(answer)
    }

    static let documentation = FaultDocumentation(
        name: "given",
        places: [.agentCall: .both],
        parameters: "a failure or an answer",
        summary: "The call ends at once with a failure or an answer that was written down.",
        imitates: "whatever its owner has seen happen",
        remedy: "depends on the ending"
    )

    func apply(to call: inout AgentCall) {
        call.end(ending, .before)
    }
}
