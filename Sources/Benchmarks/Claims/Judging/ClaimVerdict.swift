package import Scenarios
package import Shapes

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
        /// Nothing was measured: something that the scenario requires is missing.
        case skipped
    }

    /// What is estimated, in the claim's own terms.
    package enum Estimand: Sendable, Equatable {
        /// The share saved: 1 − candidate / baseline.
        case reduction(ClosedRange<Double>)
        /// Baseline / candidate.
        case speedup(atLeast: Double)
        /// Candidate / baseline, which should be within so much of 1.
        case noChange(within: Double)
        /// The share of executions that succeed; with `passAll` k, the probability that k of k do.
        case proportion(atLeast: Double, passAll: Int)
        /// Candidate / baseline of a run against itself, which should be 1.
        case noDifference
    }

    /// Which part of the baseline's time the candidate executes again.
    package struct Condition: Sendable, Equatable {
        /// The phases that the candidate executed in some pair, in the workflow's order.
        package let phases: [String]
        /// The median over the pairs of the share of the baseline's time that the phases take which the candidate executed in
        /// most of them; `nil` on a real clock and where the baseline takes no time.
        package let share: Double?
    }

    /// What one scenario adds to a verdict on several.
    package struct Part: Sendable, Equatable {
        /// The scenario's name.
        package let scenario: String
        /// Its file as messages show it.
        package let file: String
        /// The estimate for it alone, in the estimand's terms.
        package let estimate: Double?
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
    package var confidence: Double
    /// What can be said.
    package var verdict: Verdict = .inconclusive
    /// The estimate; `nil` if there is none.
    package var estimate: Double?
    /// The lower end of the interval; −∞ for a reduction without a bound.
    package var low: Double?
    /// The upper end of the interval; +∞ for a speed-up without a bound.
    package var high: Double?
    /// The pairs used; of a claim about a share the executions.
    package var pairs = 0
    /// The pairs of two zeros, not used.
    package var dropped = 0
    /// The pairs at the beginning that differ from the rest, not used.
    package var warmUp = 0
    /// How many executions succeeded, where the claim is about their share.
    package var successes: Int?
    /// The smallest effect, in the estimand's terms, that so many pairs detect with 80 % power.
    package var detectable: Double?
    /// The pairs that would probably decide, where it is undecided.
    package var pairsNeeded: Int?
    /// Under what condition this was measured.
    package var condition: Condition?
    /// The verdict under other conditions; empty where they cannot be worked out.
    package var curve: [CurvePoint] = []
    /// Why it is refuted or undecided.
    package var reason: String?
    /// What is worth knowing of the measurement.
    package var notes: [String] = []
    /// What makes the measurement doubtful.
    package var warnings: [String] = []
    /// What chooses the scenario's variant on a command line; `nil` where there is only one.
    package var variant: String?
    /// What was measured.
    package var samples: [SamplePair] = []
    /// Whether both runs of a pair met the same chance.
    package var drawsInCommon = false
    /// Whether the samples were taken on a virtual clock.
    package var isSimulated = false
    /// How the claim speaks of several scenarios that make it.
    package var scope: Claim.Scope?
    /// The climate that it was measured in, where it is one.
    package var climate: String?
    /// Whether that is not the file's own.
    package var isClimateChosen = false
    /// The scenarios that the verdict is on, where it is on several.
    package var parts: [Part] = []

    /// Whether a run was measured against itself.
    package var isControl: Bool { estimand == .noDifference }
}

/// The verdict on a claim if another part of the work were executed again.
package struct CurvePoint: Sendable, Equatable {
    /// The first phase that is executed again: from which on results are missing, or in which the failure is; `nil` where
    /// nothing is.
    package let first: String?
    /// All that are executed again, in the workflow's order.
    package let phases: [String]
    /// The median over the pairs of their share of the baseline's time.
    package let share: Double?
    /// What would be measured, in the estimand's terms.
    package let estimate: Double?
    /// The lower end of the interval.
    package let low: Double?
    /// The upper end of the interval.
    package let high: Double?
    /// The verdict.
    package let verdict: ClaimVerdict.Verdict
    /// Whether this is what the claim's own candidate executes.
    package let isOwn: Bool
}
