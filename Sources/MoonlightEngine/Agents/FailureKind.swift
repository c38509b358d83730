internal import Workflows

/// What sort of failure it is; ``RetryPolicy/nonRetryable`` names kinds.
///
/// Kinds of your own are texts: `AgentFailure(kind: "quota", message: "used up")`. The kinds of the engine's own failures
/// are reserved: an agent's failure of such a kind is known as `agent:timeout` and so on.
public struct FailureKind: RawRepresentable, ExpressibleByStringInterpolation, Hashable, Sendable,
    Codable, CustomStringConvertible
{
    /// The name, as it is in events.
    public let rawValue: String

    /// Names a kind.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// Names a kind.
    public init(stringLiteral name: String) {
        rawValue = name
    }

    /// The name.
    public var description: String { rawValue }

    /// Whether it is one of the engine's own.
    public var isOfEngine: Bool { EngineFailure(rawValue: rawValue) != nil }

    init(_ kind: EngineFailure) {
        rawValue = kind.rawValue
    }
}

// What agents throw.
extension FailureKind {
    /// What an agent threw that says no kind.
    public static let agent = FailureKind(rawValue: "agent")
    /// A provider refuses because it was asked too often: status 429.
    public static let rateLimit = FailureKind(rawValue: "rate_limit")
    /// A provider failed: a status of the 5xx family.
    public static let serverError = FailureKind(rawValue: "server_error")
    /// A provider waited too long for the request: status 408.
    public static let requestTimeout = FailureKind(rawValue: "request_timeout")
    /// A provider refuses the key: status 401 or 403.
    public static let unauthorized = FailureKind(rawValue: "unauthorized")
    /// A provider refuses the request itself: another status of the 4xx family.
    public static let badRequest = FailureKind(rawValue: "bad_request")
    /// An input is missing, or is not what the agent expects of it.
    public static let input = FailureKind(rawValue: "input")
}

// The engine's own.
extension FailureKind {
    /// A deadline passed: that of an attempt, of its heartbeats or of the run.
    public static let timeout = FailureKind(.timeout)
    /// An output did not satisfy its validators.
    public static let validation = FailureKind(.validation)
    /// A call was cancelled, or cancelled itself.
    public static let cancelled = FailureKind(.cancelled)
    /// A process did not do what a process agent does.
    public static let process = FailureKind(.process)
    /// What a process wrote is no answer.
    public static let answer = FailureKind(.answer)
    /// There is no room in the context's budget, or the budget of a run or a phase is used up.
    public static let budget = FailureKind(.budget)
    /// An agent is not the one that was planned.
    public static let identity = FailureKind(.identity)
    /// A file of an answer would leave the run's folder.
    public static let pathEscape = FailureKind(.pathEscape)
    /// The journal failed.
    public static let journal = FailureKind(.journal)
    /// A file could not be read or written.
    public static let ioError = FailureKind(.ioError)
    /// A call never ends, and no timeout bounds it.
    public static let hang = FailureKind(.hang)
    /// A hook threw.
    public static let hook = FailureKind(.hook)
}
