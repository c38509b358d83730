/// The kinds of failure that are the engine's own; an agent's kinds are all others.
package enum EngineFailure: String, Sendable, CaseIterable {
    /// A deadline passed.
    case timeout
    /// An output did not satisfy its validators.
    case validation
    /// The engine called something off.
    case cancelled
    /// A process did not do what a process agent does.
    case process
    /// What an agent wrote is not an answer.
    case answer
    /// There is no room in the budget.
    case budget
    /// An agent is not the one that was planned.
    case identity
    /// A file would leave the workspace.
    case pathEscape = "path_escape"
    /// The journal failed.
    case journal
    /// A file could not be read or written.
    case ioError = "io_error"
    /// A call never ends.
    case hang
    /// A hook failed.
    case hook

    /// The most bytes of an agent's own kind.
    private static let longestKind = 200

    /// The kind under which an agent's own failure is known: no agent can pass for the engine.
    package static func agentKind(_ kind: String) -> String {
        let kind = BoundedMessage.bounded(kind, to: longestKind)
        return EngineFailure(rawValue: kind) == nil ? kind : "agent:\(kind)"
    }
}

extension OperationFailure {
    /// Describes a failure of the engine's own.
    package init(
        kind: EngineFailure,
        message: String,
        isRetryable: Bool = true,
        usage: Usage = .unknown
    ) {
        self.init(
            kind: kind.rawValue,
            message: message,
            isRetryable: isRetryable,
            usage: usage
        )
    }

    /// A call that the engine cancelled; the message is in the files of events that users keep.
    package static let cancelledCall = OperationFailure(
        kind: .cancelled,
        message: "the call was called off",
        isRetryable: false
    )
}
