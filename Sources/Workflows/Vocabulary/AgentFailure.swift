/// Why a call of an agent gave no output.
package struct AgentFailure: Error, Sendable, Equatable {
    private struct Fields: Sendable, Equatable {
        var kind: String
        var message: String
        var retryAfter: Duration?
        var retryAt: Duration?
        var isRetryable: Bool
        var calls: Int
        var usage: Usage
    }

    private final class Content: Sendable {
        let fields: Fields

        init(_ fields: Fields) {
            self.fields = fields
        }
    }

    /// Failures are rare, but whatever carries an answer has room for one: a reference takes the least.
    private var content: Content

    private var fields: Fields {
        get { content.fields }
        set { content = Content(newValue) }
    }

    /// Describes a failure.
    package init(
        kind: String,
        message: String,
        retryAfter: Duration? = nil,
        retryAt: Duration? = nil,
        isRetryable: Bool = true,
        calls: Int = 1,
        usage: Usage = .unknown
    ) {
        content = Content(
            Fields(
                kind: kind,
                message: message,
                retryAfter: retryAfter,
                retryAt: retryAt,
                isRetryable: isRetryable,
                calls: calls,
                usage: usage
            )
        )
    }

    package static func == (left: AgentFailure, right: AgentFailure) -> Bool {
        left.content === right.content || left.fields == right.fields
    }
}

extension AgentFailure {
    /// The kind, such as `rate_limit`, `server_error`, `timeout` or `process`.
    package var kind: String {
        get { fields.kind }
        set { fields.kind = newValue }
    }

    /// What happened, for a person; may have several lines.
    package var message: String {
        get { fields.message }
        set { fields.message = newValue }
    }

    /// How long the other side asked to be left alone.
    package var retryAfter: Duration? {
        get { fields.retryAfter }
        set { fields.retryAfter = newValue }
    }

    /// The wall time, since 1970, before which the other side wants to be left alone.
    package var retryAt: Duration? {
        get { fields.retryAt }
        set { fields.retryAt = newValue }
    }

    /// Whether another attempt could succeed.
    package var isRetryable: Bool {
        get { fields.isRetryable }
        set { fields.isRetryable = newValue }
    }

    /// How many calls of its own the agent made; each counts as an attempt.
    package var calls: Int {
        get { fields.calls }
        set { fields.calls = newValue }
    }

    /// What the call used up although it failed; its own calls are `calls`.
    package var usage: Usage {
        get { fields.usage }
        set { fields.usage = newValue }
    }

    /// The failure alone, as a cause is handed on.
    package var withoutUsage: AgentFailure {
        guard usage != .unknown else { return self }
        var failure = self
        failure.usage = .unknown
        return failure
    }
}
