package import Workflows

/// Lets the model decline a request.
package struct Refusal: Injection {
    /// Declares the refusal.
    package init() {}

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static let failure = OperationFailure(
        kind: type.name,
        message: "refusal: the model declines to answer this request",
        isRetryable: false
    )
}

extension Refusal {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "refusal",
        places: [.agentCall: .both],
        summary: "The model declines to answer, and would decline again.",
        imitates: "a model whose answer ends with the reason refusal instead of a result",
        source: "https://docs.anthropic.com/en/api/handling-stop-reasons (refusal)",
        remedy: "take it for a failure and never for a result; take a fallback",
        decode: { _, _, _ in Refusal() }
    )
}

extension FaultType {
    /// Declines requests; see `Refusal`.
    package static let refusal = Refusal.type
}
