public import Workflows

/// When a failed attempt is followed by another, and after how long.
///
/// After n failures the delay is min(maxInterval, initial · coefficient^(n−1)), then jittered, then capped again.
public struct RetryPolicy: Sendable, Equatable {
    /// How a delay is spread, so that callers that failed together do not come back together: `none`, `full`, uniform between
    /// zero and the delay, or `fraction`, uniform within this share of the delay on either side, 0...1.
    public typealias Jitter = Workflows.RetryPolicy.Jitter

    /// What happens when no attempt is left. With `fail` the phase fails, and the run with it; with `rollback` the run rolls
    /// back as ``Workflow/rollback`` says; with `degrade` the phase takes its ``PhaseSettings/fallback``; with `pause` the run
    /// stops where it is, and can be resumed.
    public typealias Exhaustion = Workflows.RetryPolicy.Exhaustion

    /// The delay after the first failure; one second by default.
    public var initial: Duration = .seconds(1)
    /// What each further failure multiplies the delay by, 1...1000; 2 by default.
    public var coefficient = 2.0
    /// The longest delay; 100 × `initial` by default.
    public var maxInterval: Duration?
    /// How many attempts there are, the first included; 3 by default, with `delays` one more than those.
    public var maxAttempts: Int?
    /// An explicit list that replaces the formula; its last entry repeats. Empty by default.
    public var delays: [Duration] = []
    /// How delays are spread; not at all by default.
    public var jitter = Jitter.none
    /// The longest wait that a failure can ask for: longer ones count as this; without limit by default.
    public var maxRetryAfter: Duration?
    /// Whether a wait counts that a failure's message asks for, such as "Please try again in 20s"; it does by default.
    public var readsMessages = true
    /// Kinds of failure that are never tried again; none by default.
    public var nonRetryable: Set<FailureKind> = []
    /// How many further tries a failed validation gets, which do not wait; 2 by default.
    public var maxRevisions = 2
    /// What happens when no attempt is left; the run fails by default.
    public var onExhausted = Exhaustion.fail
    /// How many equal failures in a row are a pattern, at least 2; 3 by default.
    public var patternLength = 3
    /// Whether a pattern ends the attempts early; it does not by default.
    public var stopsOnPattern = false

    /// The documented defaults, but for what is said.
    public init(
        maxAttempts: Int? = nil,
        initial: Duration = .seconds(1),
        coefficient: Double = 2,
        maxInterval: Duration? = nil,
        delays: [Duration] = [],
        jitter: Jitter = .none,
        maxRetryAfter: Duration? = nil,
        readsMessages: Bool = true,
        nonRetryable: Set<FailureKind> = [],
        maxRevisions: Int = 2,
        onExhausted: Exhaustion = .fail
    ) {
        self.maxAttempts = maxAttempts
        self.initial = initial
        self.coefficient = coefficient
        self.maxInterval = maxInterval
        self.delays = delays
        self.jitter = jitter
        self.maxRetryAfter = maxRetryAfter
        self.readsMessages = readsMessages
        self.nonRetryable = nonRetryable
        self.maxRevisions = maxRevisions
        self.onExhausted = onExhausted
    }
}

extension RetryPolicy {
    var planned: Workflows.RetryPolicy {
        var policy = Workflows.RetryPolicy()
        policy.initial = initial
        policy.coefficient = coefficient
        policy.maxInterval = maxInterval
        policy.delays = delays
        policy.maxAttempts = maxAttempts ?? (delays.isEmpty ? 3 : delays.count + 1)
        policy.hasDeclaredAttempts = maxAttempts != nil
        policy.nonRetryable = Set(nonRetryable.map(\.rawValue))
        policy.maxRetryAfter = maxRetryAfter
        policy.readsMessages = readsMessages
        policy.maxRevisions = maxRevisions
        policy.patternLength = patternLength
        policy.stopsOnPattern = stopsOnPattern
        policy.jitter = jitter
        policy.onExhausted = onExhausted
        return policy
    }
}
