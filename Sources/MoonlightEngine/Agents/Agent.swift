public import Workflows

/// What performs a phase: an asynchronous function with a name for its argument and its answer.
///
/// An agent is called once for every attempt. It may run several times at the same time, for different runs.
public protocol Agent: Sendable {
    /// Answers a request, or throws why there is no answer.
    ///
    /// An ``AgentFailure`` says whether and when another attempt makes sense. `CancellationError` ends the phase
    /// without another attempt. Any other error counts as a failure of kind ``FailureKind/agent`` that may be tried
    /// again, unless ``PhaseSettings/classify`` makes something else of it.
    ///
    /// When the attempt is cancelled, because of a timeout or because the run is cancelled, the task is cancelled;
    /// the run does not end before this function returns.
    func perform(_ request: AgentRequest) async throws -> AgentAnswer
}

/// An agent that is a closure.
public struct FunctionAgent: Agent {
    private let body: @Sendable (AgentRequest) async throws -> AgentAnswer

    /// Wraps a closure.
    public init(_ body: @escaping @Sendable (AgentRequest) async throws -> AgentAnswer) {
        self.body = body
    }

    /// Calls the closure.
    public func perform(_ request: AgentRequest) async throws -> AgentAnswer {
        try await body(request)
    }
}
