package import Workflows

/// Refuses a call because a filter before the model objects to its request: HTTP 400.
package struct ContentFilter: Injection {
    /// Declares the refusal.
    package init() {}

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(Self.failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static let failure = OperationFailure(
        kind: type.name,
        message: "400 content filter: the request is against the content management policy",
        isRetryable: false
    )
}

extension ContentFilter {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "content_filter",
        places: [.agentCall: .both],
        summary: "The call is refused at once with status 400 by a filter before the model.",
        imitates: "a filter that takes a harmless request for a harmful one",
        source:
            "https://learn.microsoft.com/en-us/azure/ai-services/openai/concepts/content-filter",
        remedy: "take a fallback or change the request; the same request fails again",
        decode: { _, _, _ in ContentFilter() }
    )
}

extension FaultType {
    /// Filters requests; see `ContentFilter`.
    package static let contentFilter = ContentFilter.type
}
