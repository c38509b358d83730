internal import Quantities
internal import Workflows

/// Refuses a call the way an overloaded service does: HTTP 429, with or without a word on when to come back.
package struct RateLimit: Sendable, Equatable {
    /// How the service says when to come back.
    package enum Hint: Sendable, Equatable {
        /// As a number of seconds in the header Retry-After.
        case delay(Duration)
        /// As a date in that header: the wall time since 1970, and the text that says it.
        case date(Duration, text: String)
        /// In a sentence of the answer's body.
        case sentence(Duration)
    }

    /// What the service says, if it says anything.
    package let hint: Hint?
    private let failure: AgentFailure

    /// Declares the refusal.
    package init(_ hint: Hint?) {
        self.hint = hint
        failure = Self.failure(hint)
    }

    /// Declares a refusal that asks in the header, if at all, to be left alone for this long.
    package init(retryAfter: Duration? = nil) {
        self.init(retryAfter.map(Hint.delay))
    }

    static let name = "rate_limit"
    static let documentation = FaultDocumentation(
        name: name,
        places: [.agentCall: .both],
        parameters: "retry_after: DURATION or HTTP date (none), in: header | body (header)",
        summary: "The call is refused at once with status 429.",
        imitates: "a model provider's rate limit",
        remedy: "wait as long as Retry-After or the message says, then try again"
    )

    func apply(to call: inout AgentCall) {
        call.end(.failure(failure), .before)
    }

    /// Made once: the same refusal comes again and again.
    private static func failure(_ hint: Hint?) -> AgentFailure {
        var failure = AgentFailure(
            kind: name,
            message: "429 too many requests"
        )
        switch hint {
        case nil: break
        case .delay(let delay):
            failure.message += "; retry after \(DurationText.text(delay))"
            failure.retryAfter = delay
        case .date(let date, let text):
            failure.message += "; retry after \(text)"
            failure.retryAt = date
        case .sentence(let delay):
            failure.message += ". Please try again in \(words(delay))."
        }
        return failure
    }

    /// Providers' sentences know no unit below the millisecond.
    private static func words(_ delay: Duration) -> String {
        delay < .milliseconds(1)
            ? DurationText.seconds(delay, places: 6) + "s" : DurationText.text(delay)
    }
}
