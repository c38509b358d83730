/// What became of one metric of one run between two baselines.
package struct ComparisonRow: Sendable, Equatable {
    /// What can be said of a change.
    package enum Verdict: String, Sendable, CaseIterable {
        /// The interval of the ratio lies below the threshold's reciprocal.
        case improved
        /// The interval of the ratio lies above the threshold.
        case regressed
        /// The interval lies within the margin of equivalence.
        case unchanged
        /// Nothing can be said.
        case inconclusive
        /// It differs, but it was measured in two calls, between which the machine may have changed, or of other tasks.
        case suspect
        /// One side has no such series.
        case missing
    }

    /// What a printed ratio is a ratio of.
    package enum Method: String, Sendable, CaseIterable {
        /// Hodges and Lehmann's, of the pairs of one seed.
        case pairs = "hodges_lehmann_pairs"
        /// Hodges and Lehmann's, of all differences between the sides.
        case differences = "hodges_lehmann_differences"
        /// Of the sums of pairs, because some value is 0.
        case sums = "ratio_of_sums"
        /// Of the means, by Fieller.
        case means = "ratio_of_means"
    }

    /// An interval closer to a limit than this touches it: logarithms round.
    static let tolerance = 1e-9

    /// The scenario and the run.
    package let name: String
    /// The scenario.
    package var scenario = ""
    /// The scenario's file.
    package var file = ""
    /// The run.
    package var run = ""
    /// What was measured.
    package let metric: String
    /// The unit of the medians.
    package let unit: String
    /// The median of the baseline's samples.
    package var baseline: Double?
    /// The median of the candidate's samples.
    package var candidate: Double?
    /// Candidate / baseline, as estimated; +∞ over a baseline of zeros.
    package var ratio: Double?
    /// What it is a ratio of; `nil` without one.
    package var method: Method?
    /// The lower end of the ratio's interval.
    package var low: Double?
    /// The upper end of the ratio's interval; may be +∞.
    package var high: Double?
    /// The two-sided p-value of the ratio 1.
    package var p: Double?
    /// The pairs, or the values of the smaller side where samples are not paired.
    package var pairs: Int
    /// Whether samples of the same seed were compared with each other.
    package var isPaired: Bool
    /// What can be said.
    package var verdict: Verdict
    /// Why nothing can be said, or what should be known besides.
    package var reason: String?
    /// The change that was asked for at least.
    package var threshold = 0.0
    /// Where the change comes from, where the phases were measured.
    package var blame: PhaseBlame?

    /// Whether the interval lies above 1.
    package var isSlower: Bool { low.map { $0 > 1 + Self.tolerance } ?? false }
}
