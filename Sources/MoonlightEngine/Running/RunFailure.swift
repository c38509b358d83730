public import Workflows

/// Why a run has no result that counts: thrown by ``RunResult/get()``.
public struct RunFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The run's id.
    public let run: String
    /// How it ended: `failed`, `cancelled`, `interrupted` or `paused`.
    public let status: RunStatus
    /// The first cause, where there is one.
    public let failure: RunResult.Failure?

    /// Describes a failure.
    public init(run: String, status: RunStatus, failure: RunResult.Failure? = nil) {
        self.run = run
        self.status = status
        self.failure = failure
    }

    /// The failure in words for a person.
    public var description: String {
        "run \(run) is \(status.rawValue)" + (failure.map { ": \($0)" } ?? "")
    }
}

extension RunResult {
    /// The result, where the run succeeded or is degraded; throws why it did not otherwise.
    @discardableResult
    public func get() throws(RunFailure) -> RunResult {
        guard status.isFinal else { throw RunFailure(run: id, status: status, failure: error) }
        return self
    }
}
