public import Foundation
internal import ProviderMessages
internal import Workflows

/// Why a call of an agent gave no answer.
public struct AgentFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// When another attempt may come.
    public enum RetryAfter: Sendable, Equatable {
        /// After this long.
        case delay(Duration)
        /// At this time.
        case date(Date)

        /// Reads the value of the HTTP header `Retry-After`: seconds or a date; `nil` where it is neither.
        public init?(header: String) {
            switch ProviderMessages.RetryAfter(header: header) {
            case .delay(let delay): self = .delay(delay)
            case .date(let date): self = .date(Date(timeIntervalSince1970: date.seconds))
            case nil: return nil
            }
        }
    }

    /// The kind, such as ``FailureKind/rateLimit``; what is thrown without a kind is of kind ``FailureKind/agent``.
    public var kind: FailureKind
    /// What happened, for a person.
    public var message: String
    /// When another attempt may come, in place of the policy's own delay.
    ///
    /// Where it is `nil`, what a provider's error in `message` says ("Please try again in 20s") counts, unless
    /// ``RetryPolicy/readsMessages`` is false. ``RetryPolicy/maxRetryAfter`` caps both.
    public var retryAfter: RetryAfter?
    /// Whether another attempt could succeed.
    public var isRetryable: Bool
    /// How many calls of its own the agent made; each counts against ``RetryPolicy/maxAttempts``.
    public var calls: Int

    /// Describes a failure.
    public init(
        kind: FailureKind,
        message: String,
        retryAfter: RetryAfter? = nil,
        isRetryable: Bool = true,
        calls: Int = 1
    ) {
        self.kind = kind
        self.message = message
        self.retryAfter = retryAfter
        self.isRetryable = isRetryable
        self.calls = calls
    }

    /// `kind: message`.
    public var description: String { "\(kind): \(message)" }
}

extension AgentFailure {
    /// What an agent threw, as a failure; `read` is asked first.
    init(_ error: any Error, _ read: ((any Error) -> AgentFailure?)? = nil) {
        if error is CancellationError {
            self.init(
                kind: .cancelled,
                message: "the agent called itself off",
                isRetryable: false
            )
        } else if let failure = read?(error) ?? error as? AgentFailure {
            self = failure.ofAgent
        } else {
            self.init(kind: .agent, message: "\(error)")
        }
    }

    init(_ failure: Workflows.OperationFailure) {
        kind = FailureKind(rawValue: failure.kind)
        message = failure.message
        retryAfter =
            failure.retryAfter.map { .delay($0) }
            ?? failure.retryAt.map { .date(Date(timeIntervalSince1970: $0.seconds)) }
        isRetryable = failure.isRetryable
        calls = failure.calls
    }

    /// The failure as one of an agent, which cannot pass for one of the engine.
    private var ofAgent: AgentFailure {
        var failure = self
        failure.kind = FailureKind(rawValue: EngineFailure.agentKind(kind.rawValue))
        return failure
    }

    /// The failure as the package's own modules know it.
    var planned: Workflows.OperationFailure {
        var failure = Workflows.OperationFailure(
            kind: kind.rawValue,
            message: message,
            isRetryable: isRetryable,
            calls: max(1, calls)
        )
        switch retryAfter {
        case .delay(let delay): failure.retryAfter = min(max(.zero, delay), .longest)
        case .date(let date): failure.retryAt = date.sinceEpoch
        case nil: break
        }
        return failure
    }
}
