internal import ProviderMessages
internal import Quantities
internal import Shapes
package import Workflows

/// Refuses a call the way an overloaded service does: HTTP 429, with or without a `Retry-After`.
package struct RateLimit: Injection {
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
    private let failure: OperationFailure

    /// Declares the refusal.
    package init(_ hint: Hint?) {
        self.hint = hint
        failure = Self.failure(hint)
    }

    /// Declares a refusal that asks in the header, if at all, to be left alone for this long.
    package init(retryAfter: Duration? = nil) {
        self.init(retryAfter.map(Hint.delay))
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), .before)
    }

    /// Made once: the same refusal recurs.
    private static func failure(_ hint: Hint?) -> OperationFailure {
        var failure = OperationFailure(
            kind: type.name,
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

extension RateLimit {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "rate_limit",
        places: [.agentCall: .both],
        parameters: "retry_after: DURATION or HTTP date (none), in: header | body (header)",
        shape: .object([retryAfter.field, place.field]),
        summary: "The call is refused at once with status 429.",
        imitates: "a model provider's rate limit",
        source: "https://docs.anthropic.com/en/api/rate-limits; RFC 6585, section 4",
        remedy: "wait as long as Retry-After or the message says, then try again",
        samples: [#"{"retry_after":"1s"}"#, #"{}"#, #"{"retry_after":"20s","in":"body"}"#],
        decode: { node, path, mistakes in RateLimit(hint(node, path, &mistakes)) }
    )

    private static let retryAfter = Key(
        "retry_after",
        .part(
            .anyOf(
                description: "a duration such as \"250ms\" or a date of HTTP",
                [.duration(), .text]
            )
        ),
        doc:
            "How long it asks to be left alone, or until when: the virtual world begins at "
            + "\"Sat, 01 Jan 2000 00:00:00 GMT\"."
    )

    private static let place = Key(
        "in",
        .words([
            Choice("header", doc: "In Retry-After."),
            Choice("body", doc: "In a sentence of the error's message."),
        ]),
        default: "header",
        doc: "Where it says so."
    )

    /// What a refusal says of the time to come back.
    private static func hint(
        _ node: SourceNode,
        _ path: String,
        _ mistakes: inout ProblemList
    ) -> Hint? {
        let inBody = node.node(place).flatMap { $0.text == "body" ? $0 : nil }
        guard let time = node[retryAfter] else {
            if let inBody {
                mistakes.add(inBody, "\(path).in", "expected retry_after beside it, found none")
            }
            return nil
        }
        if let delay = time.duration { return inBody == nil ? .delay(delay) : .sentence(delay) }
        guard let text = time.string else { return nil }
        guard case .date(let date)? = RetryAfter(header: text) else {
            mistakes.add(
                time,
                "\(path).retry_after",
                "expected a duration such as \"250ms\" or a date of HTTP, found \"\(text)\""
            )
            return nil
        }
        if let inBody {
            mistakes.add(
                inBody,
                "\(path).in",
                "expected header, because only a header holds a date, found \"body\""
            )
        }
        return .date(date, text: text)
    }
}

extension FaultType {
    /// Refuses calls; see `RateLimit`.
    package static let rateLimit = RateLimit.type
}
