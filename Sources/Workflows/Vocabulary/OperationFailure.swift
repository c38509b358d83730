internal import ProviderMessages

/// Why something failed that a run asked of its world: an agent's call, a hook, an append to the journal, a file.
package struct OperationFailure: Error, Sendable, Equatable {
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
        let lore = FailureLore()

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
                message: BoundedMessage.bounded(message),
                retryAfter: retryAfter,
                retryAt: retryAt,
                isRetryable: isRetryable,
                calls: calls,
                usage: usage
            )
        )
    }

    package static func == (left: OperationFailure, right: OperationFailure) -> Bool {
        left.content === right.content || left.fields == right.fields
    }
}

extension OperationFailure {
    /// The kind, such as `rate_limit`, `server_error`, `timeout` or `process`.
    package var kind: String {
        get { fields.kind }
        set { fields.kind = newValue }
    }

    /// What happened, for a person; may have several lines. No more than 8 KiB are kept, visibly cut.
    package var message: String {
        get { fields.message }
        set { fields.message = BoundedMessage.bounded(newValue) }
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

    /// How many calls the agent itself made; each counts as an attempt.
    package var calls: Int {
        get { fields.calls }
        set { fields.calls = newValue }
    }

    /// The usage of the call although it failed; its own calls are `calls`.
    package var usage: Usage {
        get { fields.usage }
        set { fields.usage = newValue }
    }

    /// The failure of a call whose agent had done its work and used this up.
    package func spending(_ usage: Usage) -> OperationFailure {
        guard usage != .unknown else { return self }
        var failure = self
        failure.calls = max(calls, usage.calls ?? 1)
        failure.usage = Usage(
            tokens: usage.tokens,
            costMicros: usage.costMicros,
            memoryBytes: usage.memoryBytes,
            isMemoryShared: usage.isMemoryShared
        )
        return failure
    }

    /// The failure alone, as a cause is handed on.
    package var withoutUsage: OperationFailure {
        guard usage != .unknown else { return self }
        var failure = self
        failure.usage = .unknown
        return failure
    }
}

// What is read out of the message; worked out once for each value, because the same failure recurs.
extension OperationFailure {
    /// How long the message asks to be left alone, where it does.
    var hintInMessage: Duration? {
        content.lore.hint { RetryAfter.inBody(fields.message) }
    }

    /// Whether two failures are the same but for numbers, such as times and identifiers.
    func isLike(_ other: OperationFailure) -> Bool {
        if content === other.content { return true }
        return fingerprint == other.fingerprint && fields.kind == other.fields.kind
            && fields.message.utf8.lazy.filter(Self.counts)
                .elementsEqual(other.fields.message.utf8.lazy.filter(Self.counts))
    }

    private var fingerprint: UInt64 {
        content.lore.fingerprint {
            // FNV-1a.
            var hash: UInt64 = 0xcbf2_9ce4_8422_2325
            for byte in fields.message.utf8 where Self.counts(byte) {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
            return hash
        }
    }

    private static func counts(_ byte: UInt8) -> Bool {
        !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
