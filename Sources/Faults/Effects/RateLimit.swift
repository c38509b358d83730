internal import Workflows

/// Refuses a call the way an overloaded service does: HTTP 429, with or without Retry-After.
package struct RateLimit: Sendable, Equatable {
    /// How long the service asks to be left alone.
    package let retryAfter: Duration?

    /// Declares the refusal.
    package init(retryAfter: Duration? = nil) {
        self.retryAfter = retryAfter
    }

    static let documentation = EffectDocumentation(
        name: "rate_limit",
        parameters: "retry_after: DURATION (none)",
        summary: "The call is refused at once with status 429.",
        imitates: "a model provider's rate limit",
        remedy: "wait as long as Retry-After says, then try again"
    )

    func apply(to call: inout AgentCall) {
        let wait = retryAfter.map { "; retry after \(DurationText.text($0))" } ?? ""
        call.refuse(
            AgentFailure(
                kind: Self.documentation.name,
                message: "429 too many requests\(wait)",
                retryAfter: retryAfter
            )
        )
    }
}
