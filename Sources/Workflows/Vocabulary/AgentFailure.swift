/// Why a call of an agent gave no output.
package struct AgentFailure: Error, Sendable, Equatable {
    /// The kind, such as `rate_limit`, `server_error`, `timeout` or `process`.
    package var kind: String
    /// What happened, for a person; may have several lines.
    package var message: String
    /// How long the other side asked to be left alone.
    package var retryAfter: Duration?
    /// Whether another attempt could succeed.
    package var isRetryable: Bool

    /// Describes a failure.
    package init(
        kind: String,
        message: String,
        retryAfter: Duration? = nil,
        isRetryable: Bool = true
    ) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
        self.isRetryable = isRetryable
    }
}
