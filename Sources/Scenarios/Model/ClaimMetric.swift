package import Workflows

/// What a claim is about: one number of each measured run, of which less is better.
package struct ClaimMetric: Sendable {
    /// The name in scenario files.
    package let name: String
    /// What it is, in a sentence; empty where its name says it.
    let doc: String
    /// Whether it is a time, of which on a scaled clock only part would scale.
    package let isTime: Bool
    /// Whether its mean is what counts, because all executions are paid for, not what a typical one needs.
    package let isMean: Bool
    /// What a share of it is that is not needed any more, such as `saved`.
    package let savedWord: String
    /// What `3 times` is followed by where a run needs a third of it, such as `as fast`.
    package let comparison: String
    /// What a run needed; `nil` where what is known of it doesn't say.
    package let measure: @Sendable (MeasuredRun) -> Double?

    /// Describes a metric.
    init(
        name: String,
        doc: String,
        isTime: Bool = false,
        isMean: Bool = false,
        savedWord: String,
        comparison: String,
        measure: @escaping @Sendable (MeasuredRun) -> Double?
    ) {
        self.name = name
        self.doc = doc
        self.isTime = isTime
        self.isMean = isMean
        self.savedWord = savedWord
        self.comparison = comparison
        self.measure = measure
    }
}

/// What is known of a run that was measured.
package struct MeasuredRun: Sendable {
    /// What its events amount to.
    package let record: RunRecord
    /// From the failure that it recovers from to its end.
    package let recoveryTime: Duration
    /// Whether all that is expected of it holds; `nil` where that was not judged.
    package let holds: Bool?
    /// What its programs took; `nil` where that was not measured.
    package let programs: ProgramUsage?

    /// Says what is known of a run.
    package init(
        record: RunRecord,
        recoveryTime: Duration,
        holds: Bool?,
        programs: ProgramUsage? = nil
    ) {
        self.record = record
        self.programs = programs
        self.recoveryTime = recoveryTime
        self.holds = holds
    }
}

extension ClaimMetric: Equatable {
    /// Metrics of one name are one.
    package static func == (first: ClaimMetric, second: ClaimMetric) -> Bool {
        first.name == second.name
    }
}
