package import Workflows

// How the owner of a program lets a call end. No list has these types, because no file can name them.

/// Fails a call before the agent's work, with a failure that was written down.
package struct GivenFailure: Injection {
    private let failure: OperationFailure

    /// Declares the failure.
    package init(_ failure: OperationFailure) {
        self.failure = failure
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), .before)
    }

    /// What events name it by.
    package static let type = FaultType(
        name: "fail",
        places: [.agentCall: .both],
        parameters: "a failure",
        summary: "The call ends at once with a failure that was written down.",
        imitates: "whatever its owner has seen happen",
        remedy: "depends on the failure",
        decode: { _, _, _ in nil }
    )
}

/// Answers a call in the agent's place.
package struct GivenAnswer: Injection {
    private let answer: AgentAnswer

    /// Declares the answer.
    package init(_ answer: AgentAnswer) {
        self.answer = answer
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.given(answer), .before)
    }

    /// What events name it by.
    package static let type = FaultType(
        name: "answer",
        places: [.agentCall: .both],
        parameters: "an answer",
        summary: "The call ends at once with an answer that was written down.",
        imitates: "whatever its owner has seen happen",
        remedy: "validate outputs",
        decode: { _, _, _ in nil }
    )
}
