/// Why a call of an agent gave no output.
package struct AgentFailure: Error, Sendable, Equatable {
    /// The kind, such as `rate_limit`, `server_error`, `timeout` or `process`.
    package var kind: String
    /// What happened, for a person; may have several lines.
    package var message: String
    /// How long the other side asked to be left alone.
    package var retryAfter: Duration?
    /// The wall time, since 1970, before which the other side wants to be left alone.
    package var retryAt: Duration?
    /// Whether another attempt could succeed.
    package var isRetryable: Bool
    /// How many calls of its own the agent made; each counts as an attempt.
    package var calls: Int

    /// Describes a failure.
    package init(
        kind: String,
        message: String,
        retryAfter: Duration? = nil,
        retryAt: Duration? = nil,
        isRetryable: Bool = true,
        calls: Int = 1
    ) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
        self.retryAt = retryAt
        self.isRetryable = isRetryable
        self.calls = calls
    }
}
