/// What became of one metric of one run between two baselines.
package struct ComparisonRow: Sendable, Equatable {
    /// What can be said of a change.
    package enum Verdict: String, Sendable, CaseIterable {
        /// The interval of the ratio lies below 1.
        case improved
        /// The interval of the ratio lies above 1.
        case regressed
        /// The interval holds 1 and lies within the margin of equivalence.
        case unchanged
        /// Nothing can be said.
        case inconclusive
    }

    /// The scenario and the run.
    package let name: String
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
}
