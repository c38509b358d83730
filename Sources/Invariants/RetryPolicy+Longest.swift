internal import Workflows

extension RetryPolicy {
    /// The longest delay that it allows.
    var longestDelay: Duration {
        let spread: Double = if case .fraction(let share) = jitter { 1 + share } else { 1 }
        if let most = delays.max() {
            return .microseconds(clamping: Double(most.microseconds) * spread)
        }
        return maxInterval ?? min(initial * 100, .longest)
    }
}
