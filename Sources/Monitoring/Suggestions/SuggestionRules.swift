/// What all kinds of suggestions go by.
enum SuggestionRules {
    /// Nothing is suggested on fewer executions of a phase.
    static let leastExecutions = 20
    /// The latest so many executions are replayed: what is older is of another time.
    static let window = 50
    /// The confidence of every interval.
    static let confidence = 0.95
    /// What saved less in the replay is not looked at further.
    static let leastSaving = 0.05
    /// How many pairs of a past and its future are simulated for an interval.
    static let rounds = 399
    /// How often a turn that a limit cuts is drawn to its end.
    static let draws = 20
}
