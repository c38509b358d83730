/// When a failed attempt is followed by another, and after how long.
///
/// After n failures the delay is min(maxInterval, initial · coefficient^(n−1)), then jittered, then capped again.
public struct RetryPolicy: Sendable, Equatable {
    /// How a delay is spread, so that callers that failed together do not come back together.
    public enum Jitter: Sendable, Equatable {
        /// Not at all.
        case none
        /// Uniform between zero and the delay.
        case full
        /// Uniform within this share of the delay on either side, 0...1.
        case fraction(Double)
    }

    /// What happens when no attempt is left.
    public enum Exhaustion: String, Sendable, CaseIterable {
        /// The phase fails, and the run with it.
        case fail
        /// The run rolls back as the workflow says.
        case rollback
        /// The phase takes its declared fallback; the run is degraded.
        case degrade
        /// The run stops where it is, and can be resumed.
        case pause
    }

    /// The delay after the first failure.
    package var initial: Duration = .seconds(1)
    /// What each further failure multiplies the delay by; at least 1.
    package var coefficient: Double = 2
    /// The longest delay; 100 × `initial` by default.
    package var maxInterval: Duration?
    /// How many attempts there are, the first included; at least 1.
    package var maxAttempts: Int = 3
    /// Whether `maxAttempts` was said; a list of delays otherwise brings its own number.
    package var hasDeclaredAttempts = false
    /// An explicit list that replaces the formula; its last entry repeats.
    package var delays: [Duration] = []
    /// How delays are spread.
    package var jitter: Jitter = .none
    /// The longest wait that a failure can ask for: longer ones count as this; without limit by default.
    package var maxRetryAfter: Duration?
    /// Whether a wait counts that the message of a failure asks for in words.
    package var readsMessages = true
    /// Kinds of failure that are never retried.
    package var nonRetryable: Set<String> = []
    /// How many further tries a failed validation gets; they do not wait.
    package var maxRevisions: Int = 2
    /// What happens when no attempt is left.
    package var onExhausted: Exhaustion = .fail
    /// How many equal failures in a row are a pattern; at least 2.
    package var patternLength: Int = 3
    /// Whether a pattern ends the retries early.
    package var stopsOnPattern = false

    /// The documented defaults.
    package init() {}

    /// The delay before the attempt that follows `failures` failures, before any jitter.
    package func backoff(afterFailures failures: Int) -> Duration {
        if let last = delays.last {
            return failures <= delays.count ? delays[max(0, failures - 1)] : last
        }
        let cap = maxInterval ?? min(initial * 100, .longest)
        var delay = Double(initial.microseconds)
        let limit = Double(cap.microseconds)
        var count = 1
        while count < failures, delay < limit, delay > 0, coefficient > 1 {
            delay *= coefficient
            count += 1
        }
        return min(.microseconds(clamping: delay), cap)
    }

    /// The delay that is really waited: jittered, capped; a `retryAfter` replaces it and is only jittered
    /// upward: by a share of itself, or by up to what would have been waited without it.
    package func delay(
        afterFailures failures: Int,
        retryAfter: Duration?,
        chance: Chance
    ) -> Duration {
        if let retryAfter {
            let base = Double(retryAfter.microseconds)
            switch jitter {
            case .none: return retryAfter
            case .full:
                let most = Double(backoff(afterFailures: failures).microseconds)
                return .microseconds(clamping: base + most * chance.uniform())
            case .fraction(let share):
                return .microseconds(clamping: base * (1 + share * chance.uniform()))
            }
        }
        let delay = backoff(afterFailures: failures)
        let base = Double(delay.microseconds)
        let jittered: Duration
        switch jitter {
        case .none: return delay
        case .full: jittered = .microseconds(clamping: base * chance.uniform())
        case .fraction(let share):
            let offset = share * (2 * chance.uniform() - 1)
            jittered = .microseconds(clamping: base * (1 + offset))
        }
        guard delays.isEmpty else { return jittered }
        return min(jittered, maxInterval ?? min(initial * 100, .longest))
    }

    /// Whether a failure may be retried under this policy, attempts left or not.
    package func permitsRetry(of failure: OperationFailure) -> Bool {
        failure.isRetryable && !nonRetryable.contains(failure.kind)
    }
}
