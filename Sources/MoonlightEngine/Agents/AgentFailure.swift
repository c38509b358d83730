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

    /// The kind, such as `rate_limit`; ``RetryPolicy/nonRetryable`` names kinds.
    ///
    /// The engine's own kinds are `timeout`, `validation`, `cancelled`, `process`, `answer`, `budget`, `identity`,
    /// `path_escape`, `journal`, `io_error`, `hang` and `hook`: an agent's failure of such a kind is known as
    /// `agent:timeout` and so on. What is thrown without a kind is of kind `agent`.
    public var kind: String
    /// What happened, for a person.
    public var message: String
    /// When another attempt may come, in place of the policy's own delay.
    ///
    /// Where it is `nil`, what a provider's error in `message` says ("Please try again in 20s") counts.
    public var retryAfter: RetryAfter?
    /// Whether another attempt could succeed.
    public var isRetryable: Bool
    /// How many calls of its own the agent made; each counts against ``RetryPolicy/maxAttempts``.
    public var calls: Int

    /// Describes a failure.
    public init(
        kind: String,
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
    /// What an agent threw, as a failure.
    init(_ error: any Error) {
        switch error {
        case let failure as AgentFailure: self = failure.ofAgent
        case is CancellationError:
            self.init(
                kind: EngineFailure.cancelled.rawValue,
                message: "the agent called itself off",
                isRetryable: false
            )
        default: self.init(kind: "agent", message: "\(error)")
        }
    }

    init(_ failure: Workflows.AgentFailure) {
        kind = failure.kind
        message = failure.message
        retryAfter = failure.retryAfter.map { .delay($0) }
        isRetryable = failure.isRetryable
        calls = failure.calls
    }

    /// The failure as one of an agent, which cannot pass for one of the engine.
    private var ofAgent: AgentFailure {
        var failure = self
        failure.kind = EngineFailure.agentKind(kind)
        return failure
    }

    /// The failure with its wait counted from this moment.
    func planned(at date: Date) -> Workflows.AgentFailure {
        let wait: Duration? =
            switch retryAfter {
            case .delay(let delay): delay
            case .date(let time): .microseconds(clamping: time.timeIntervalSince(date) * 1_000_000)
            case nil: nil
            }
        return Workflows.AgentFailure(
            kind: kind,
            message: message,
            retryAfter: wait.map { min(max(.zero, $0), .longest) },
            isRetryable: isRetryable,
            calls: max(1, calls)
        )
    }
}
