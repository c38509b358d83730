internal import Workflows

/// What one execution showed of one thing.
package struct Observation: Sendable, Equatable {
    /// What was measured, in each metric's unit.
    package var values: [Series.Metric: Int]
    /// Why the execution failed; `nil` where it held.
    package var failure: String?
    /// Why it is not known how much memory its programs had, whose processor time is known; `nil` where it is, and where it
    /// had none.
    var unknownMemory: String?
    /// Why neither is known; `nil` where it is, and where it had none.
    var lostPrograms: String?

    /// What was measured, and whether it held.
    package init(_ values: [Series.Metric: Int], failure: String? = nil) {
        self.values = values
        self.failure = failure
    }
}

extension Observation {
    /// What a run showed, and what its programs took where that is known.
    init(_ record: RunRecord, programs: ProgramUsage? = nil, failure: String?) {
        let calls = record.attempts.values.reduce(0) { $0 &+ $1 }
        var values: [Series.Metric: Int] = [
            .duration: record.duration.microseconds, .attempts: calls, .requests: calls,
            .reExecuted: record.executed.count,
        ]
        // A run that called nobody used nothing.
        let none = record.executed.isEmpty ? 0 : nil
        values[.tokens] = record.tokens ?? none
        values[.cost] = record.costMicros ?? none
        let programs = programs.flatMap { $0.concerns(record) ? $0 : nil }
        values[.cpu] = programs?.processorTime
        values[.memory] = programs?.memory
        self.init(values, failure: failure)
        lostPrograms = programs?.lost
        unknownMemory = lostPrograms == nil ? programs?.unknownMemory : nil
    }

    /// What an execution of a command showed.
    init(_ usage: CommandUsage) {
        self.init(
            [.duration: usage.duration, .cpu: usage.processor, .memory: usage.memory],
            failure: usage.failure
        )
    }
}
