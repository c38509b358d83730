internal import Scenarios

/// What came of measuring.
package struct Measurement: Sendable {
    /// A series for each metric of each run or command that was measured in full.
    package var series: [Series] = []
    /// What the comparisons of this call say.
    package var comparisons: [ComparisonRow] = []
    /// What makes the samples doubtful.
    package var warnings: [MeasurementWarning] = []
    /// Why measuring ended.
    package var end = SamplingEnd.pairs
    /// How many rounds were measured.
    package var rounds = 0
    /// What else the machine did.
    package var load: MachineLoad?
    /// How much was to be measured.
    package var plan = SamplingPlan(pairs: SamplingPlan.defaultPairs, seed: 0)

    /// Nothing so far.
    package init() {}

    init(end: SamplingEnd, rounds: Int, load: MachineLoad?) {
        self.end = end
        self.rounds = rounds
        self.load = load
    }

    /// In how many of the executions of each series it failed, in the order of the series.
    package var failed: [Int] { series.map(\.failed.count) }
}

/// What makes a measurement doubtful, though it was taken.
package struct MeasurementWarning: Sendable, Equatable, CustomStringConvertible {
    /// The scenario's file as messages show it, or the command.
    package let subject: String
    /// What is doubtful, in one line.
    package let message: String

    /// `file: warning: message`.
    package var description: String { "\(subject): warning: \(message)" }
}
