package import Shapes
package import Scenarios

/// What measurement says of a claim.
package struct ClaimVerdict: Sendable, Equatable {
    /// What can be said.
    package enum Verdict: String, Sendable, CaseIterable {
        /// The interval lies within what is claimed.
        case holds
        /// The interval lies outside of it.
        case refuted
        /// Neither.
        case inconclusive
    }

    /// What is estimated, in the claim's own terms.
    package enum Estimand: Sendable, Equatable {
        /// The share saved: 1 − candidate / baseline.
        case reduction(ClosedRange<Double>)
        /// Baseline / candidate.
        case speedup(atLeast: Double)
        /// Candidate / baseline of a run against itself, which should be 1.
        case noDifference
    }

    /// Which part of the baseline's time the candidate executes again.
    package struct Condition: Sendable, Equatable {
        /// The phases that the candidate executed in some pair, in the workflow's order.
        package let phases: [String]
        /// The median over the pairs of these phases' share of the baseline's time; `nil` on a
        /// real clock and where the baseline takes no time.
        package let share: Double?
    }

    /// The claim's name.
    package let claim: String
    /// The place of its declaration.
    package let location: SourceLocation
    /// The scenario's name.
    package let scenario: String
    /// The scenario's file as messages show it.
    package let file: String
    /// The seed of the first pair.
    package let seed: UInt64
    /// The run that is the measure.
    package let baseline: String
    /// The run that is claimed to be better; the baseline itself in a control.
    package let candidate: String
    /// What is measured.
    package var metric = ClaimMetric.duration
    /// What is estimated.
    package let estimand: Estimand
    /// The confidence of the interval.
    package let confidence: Double
    /// What can be said.
    package var verdict: Verdict = .inconclusive
    /// The estimate; `nil` if there is none.
    package var estimate: Double?
    /// The lower end of the interval; −∞ for a reduction without a bound.
    package var low: Double?
    /// The upper end of the interval; +∞ for a speed-up without a bound.
    package var high: Double?
    /// The pairs used.
    package var pairs = 0
    /// The pairs of two zeros, not used.
    package var dropped = 0
    /// The smallest effect, in the estimand's terms, that so many pairs detect with 80 % power.
    package var detectable: Double?
    /// The pairs that would probably decide, where it is undecided.
    package var pairsNeeded: Int?
    /// Under what condition this was measured.
    package var condition: Condition?
    /// Why it is refuted or undecided.
    package var reason: String?
    /// What makes the measurement doubtful.
    package var warnings: [String] = []

    /// Whether a run was measured against itself.
    package var isControl: Bool { estimand == .noDifference }
}
