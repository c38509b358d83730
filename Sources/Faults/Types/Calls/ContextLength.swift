package import Workflows

/// Refuses a call because its request has more tokens than the model takes: HTTP 400.
package struct ContextLength: Injection {
    /// Declares the refusal.
    package init() {}

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static let failure = OperationFailure(
        kind: type.name,
        message: "400 context length exceeded: the request has more tokens than the model takes",
        isRetryable: false
    )
}

extension ContextLength {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "context_length",
        places: [.agentCall: .both],
        summary:
            "The call is refused at once with status 400: the request is too long, as it will be next time.",
        imitates: "a conversation that outgrew the window of the model",
        source: "https://platform.openai.com/docs/guides/error-codes (context_length_exceeded)",
        remedy: "give the context a budget; the same request fails again",
        decode: { _, _, _ in ContextLength() }
    )
}

extension FaultType {
    /// Refuses long requests; see `ContextLength`.
    package static let contextLength = ContextLength.type
}
