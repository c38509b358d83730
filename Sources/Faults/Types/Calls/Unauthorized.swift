package import Workflows

/// Refuses a call because its key is not accepted: HTTP 401.
package struct Unauthorized: Injection {
    /// Declares the refusal.
    package init() {}

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static let failure = OperationFailure(
        kind: type.name,
        message: "401 unauthorized: the API key is not valid",
        isRetryable: false
    )
}

extension Unauthorized {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "auth",
        places: [.agentCall: .both],
        summary: "The call is refused at once with status 401, and is not worth another try.",
        imitates: "a key that expired, was revoked or was never set",
        source: "https://docs.anthropic.com/en/api/errors (authentication_error)",
        remedy: "fail at once and name the key; no retry helps",
        decode: { _, _, _ in Unauthorized() }
    )
}

extension FaultType {
    /// Refuses keys; see `Unauthorized`.
    package static let auth = Unauthorized.type
}
