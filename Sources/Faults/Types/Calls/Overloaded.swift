package import Workflows

/// Refuses a call the way a provider does that has no room for anybody: HTTP 529.
package struct Overloaded: Injection {
    /// Declares the refusal.
    package init() {}

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static let failure = OperationFailure(
        kind: type.name,
        message: "529 overloaded: the service has no room for more calls"
    )
}

extension Overloaded {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "overloaded",
        places: [.agentCall: .both],
        summary: "The call is refused at once with status 529.",
        imitates: "a model provider under more load than it can carry",
        source: "https://docs.anthropic.com/en/api/errors (overloaded_error)",
        remedy: "back off with jitter and try again; it is no limit of yours",
        decode: { _, _, _ in Overloaded() }
    )
}

extension FaultType {
    /// Refuses calls; see `Overloaded`.
    package static let overloaded = Overloaded.type
}
