internal import Workflows

/// What a history shows of executions over time.
package enum HistoryMetric: String, Sendable, CaseIterable {
    /// How long it took, in seconds.
    case duration
    /// The tokens that its agents said they used.
    case tokens
    /// What its agents said it cost, in the user's currency.
    case cost
    /// How often its agents were called, the calls that they made by themselves included.
    case attempts
}

extension ExecutionRow {
    /// The value of a metric for the whole run; `nil` where nobody knows, or where it is not to be compared.
    ///
    /// Only executions that succeeded are compared. A run that was resumed by another process has waited for it: its
    /// duration is none.
    func value(of metric: HistoryMetric) -> Double? {
        guard status == .succeeded else { return nil }
        switch metric {
        case .duration: return lives == 1 ? Double(duration.microseconds) / 1_000_000 : nil
        case .tokens, .cost, .attempts: return metric.amount(of: phases.flatMap(\.attempts))
        }
    }

    /// The value for a phase: over all its turns that an agent executed in an execution that succeeded. `nil` where
    /// none was: what comes from the cache takes no time that could change.
    func value(of metric: HistoryMetric, for phase: PhaseID) -> Double? {
        guard status == .succeeded else { return nil }
        let turns = phases.filter { $0.phase == phase && !$0.attempts.isEmpty }
        guard !turns.isEmpty else { return nil }
        switch metric {
        case .duration:
            let sum = turns.reduce(Duration.zero) { $0 + $1.duration }
            return Double(sum.microseconds) / 1_000_000
        case .tokens, .cost, .attempts: return metric.amount(of: turns.flatMap(\.attempts))
        }
    }
}

extension HistoryMetric {
    /// The sum over calls; `nil` where none of them said anything.
    fileprivate func amount(of attempts: [AttemptRow]) -> Double? {
        let amounts: [Double] =
            switch self {
            case .duration: []
            case .tokens: attempts.compactMap { $0.usage.tokens.map(Double.init) }
            case .cost: attempts.compactMap { $0.usage.costMicros.map { Double($0) / 1_000_000 } }
            case .attempts: attempts.map { Double(max(1, $0.usage.calls ?? 1)) }
            }
        return amounts.isEmpty ? nil : amounts.reduce(0, +)
    }
}
