public import Workflows

/// What can be set for one phase, with the documented defaults.
public struct PhaseSettings: Sendable {
    /// Sends work back to an earlier phase when this one's output fails its validators.
    public struct OnRejected: Sendable, Equatable {
        /// The phase whose result, and every later one that rests on it, is discarded and executed again.
        public let revise: String
        /// How many times at most; afterwards the phase has failed.
        public let max: Int

        /// Declares where rejected work goes.
        public init(revise: String, max: Int = 1) {
            self.revise = revise
            self.max = max
        }
    }

    /// When a failed attempt is followed by another.
    public var retry = RetryPolicy()
    /// What an error that the agent throws means; `nil` says nothing of it, and the error counts as always.
    ///
    /// It is asked of every error but `CancellationError`, an ``AgentFailure`` too.
    public var classify: (@Sendable (any Error) -> AgentFailure?)?
    /// How long one attempt may take; without limit by default. A timeout may be tried again.
    public var attemptTimeout: Duration?
    /// How long an attempt may go without ``AgentRequest/heartbeat()``; without limit by default.
    public var heartbeatTimeout: Duration?
    /// How much the phase's calls may use in a run; without limit by default. It works as ``Workflow/budget`` does.
    public var budget = UsageBudget()
    /// Whether results are kept for other runs; they are not by default.
    public var cache = CachePolicy()
    /// The conditions on the output; none by default. An output counts when it meets all of them.
    public var validators: [Validator] = []
    /// What a failed validation does to earlier work.
    ///
    /// By default nothing: the phase's own agent tries again with the findings as feedback, up to
    /// ``RetryPolicy/maxRevisions`` times.
    public var onRejected: OnRejected?
    /// The text that replaces the output where ``RetryPolicy/onExhausted`` is `degrade`.
    public var fallback: String?
    /// What undoes the phase where ``Workflow/rollback`` is `compensate`; it has the phase's own retry policy.
    public var compensation: (any Agent)?
    /// What runs beside the phase.
    public var hooks = PhaseHooks()
    /// Who the agent is.
    public var identity = AgentIdentity()

    /// The documented defaults.
    public init() {}

    /// The defaults with changes: `PhaseSettings { $0.retry.maxAttempts = 5 }`.
    public init(_ change: (inout PhaseSettings) -> Void) {
        change(&self)
    }
}

/// Closures that run beside a phase.
///
/// A hook that throws before a phase fails it; what the others throw stands in the events only. A phase whose result
/// was restored on resumption runs none.
public struct PhaseHooks: Sendable {
    /// What a hook is: a closure that gets the phase.
    public typealias Hook = @Sendable (HookRequest) async throws -> Void

    /// When the phase's turn has come, before the cache is asked.
    public var before: Hook?
    /// When the phase's commit is durable; phases that need this one wait for the hook.
    public var after: Hook?
    /// When no attempt is left, before ``RetryPolicy/onExhausted`` takes effect.
    public var onFailure: Hook?

    /// No hooks.
    public init() {}
}

/// What a hook gets.
public struct HookRequest: Sendable {
    /// The id of the run.
    public let run: String
    /// The phase.
    public let phase: String
    /// How often the phase's agent was called so far.
    public let attempts: Int
    /// What the user asked for.
    public let requirements: String
    /// The committed output, after the phase.
    public let output: PhaseOutput?
    /// The last failure, where there was one.
    public let failure: AgentFailure?

    /// Makes a request, for tests of hooks; the engine makes its own.
    public init(
        run: String = "run",
        phase: String,
        attempts: Int = 0,
        requirements: String = "",
        output: PhaseOutput? = nil,
        failure: AgentFailure? = nil
    ) {
        self.run = run
        self.phase = phase
        self.attempts = attempts
        self.requirements = requirements
        self.output = output
        self.failure = failure
    }
}
