internal import Workflows

extension Series {
    /// What can be measured of a run or of a command; of everything less is better.
    package enum Metric: String, Sendable, CaseIterable {
        /// The time that it took, in microseconds.
        case duration
        /// The processor time that it took, its descendants' too, in microseconds.
        case cpu
        /// The most memory that one of its processes had at a time, in bytes.
        case memory
        /// How often a run's phases called their agents.
        case attempts
        /// How many requests a run made, as a budget counts them.
        case requests
        /// The phases that a run executed, and took neither from the cache nor from a journal.
        case reExecuted = "re_executed"
        /// The tokens that all calls of a run used.
        case tokens
        /// What all calls of a run cost, in millionths.
        case cost

        /// The unit of its samples.
        package var unit: String {
            switch self {
            case .duration, .cpu: "us"
            case .memory: "bytes"
            case .attempts: "attempts"
            case .requests: "requests"
            case .reExecuted: "phases"
            case .tokens: "tokens"
            case .cost: "millionths"
            }
        }

        /// Whether it counts what runs do, and so has a value for every run: a baseline without any of it is older than the
        /// metric.
        var isOfEveryRun: Bool {
            switch self {
            case .attempts, .requests, .reExecuted: true
            case .duration, .cpu, .memory, .tokens, .cost: false
            }
        }
    }
}

extension Observation {
    /// What a run showed.
    init(_ record: RunRecord, failure: String?) {
        let calls = record.attempts.values.reduce(0) { $0 &+ $1 }
        var values: [Series.Metric: Int] = [
            .duration: record.duration.microseconds, .attempts: calls, .requests: calls,
            .reExecuted: record.executed.count,
        ]
        // A run that called nobody used nothing.
        let none = record.executed.isEmpty ? 0 : nil
        values[.tokens] = record.tokens ?? none
        values[.cost] = record.costMicros ?? none
        self.init(values, failure: failure)
    }

    /// What an execution of a command showed.
    init(_ usage: CommandUsage) {
        self.init(
            [.duration: usage.duration, .cpu: usage.processor, .memory: usage.memory],
            failure: usage.failure
        )
    }
}
