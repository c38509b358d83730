package import Shapes

/// A statement about performance, to be judged by measurement.
package struct Claim: Sendable, Equatable {
    /// The effect that is claimed.
    package enum Effect: Sendable, Equatable {
        /// The share saved, such as 0.5...0.8.
        case reduction(ClosedRange<Double>)
        /// Baseline over candidate is at least this.
        case speedup(atLeast: Double)
        /// The ratio candidate / baseline lies within so much of 1.
        case noChange(within: Double)
        /// At least this share of a run's executions succeed: alone, or with `passAll` k of k.
        case atLeast(Double, passAll: Int = 1)
    }

    /// How the draws of chance of a pair's two runs go together.
    package enum Pairing: String, Sendable, CaseIterable {
        /// Both meet the same chance where phase, agent, its version and the attempt are the same: a pair is one task.
        case common
        /// Each run draws its own.
        case independent
    }

    /// How a claim speaks of several scenarios that make it.
    package enum Scope: String, Sendable, CaseIterable {
        /// It holds of each of them, corrected for their number.
        case each
        /// It holds of the geometric mean of their ratios.
        case geomean
    }

    /// The claim's name.
    package let name: String
    /// Where it is.
    package let location: SourceLocation
    /// The run that is the measure; of a claim about a share, the run that it is about.
    package let baseline: String
    /// The run that is claimed to be better; of a claim about a share, the same run.
    package let candidate: String
    /// What is measured.
    package let metric: ClaimMetric
    /// What is claimed.
    package let effect: Effect
    /// How many pairs are measured.
    package let pairs: Int
    /// The confidence of the interval, between 0 and 1.
    package let confidence: Double
    /// How the draws of both runs go together; `nil` for what fits the scenario's clock.
    package let pairing: Pairing?
    /// How it speaks of several scenarios that make it; `nil` where each is judged by itself.
    package let scope: Scope?
    /// The climates that it is judged in, each by itself; empty where it is judged in the scenario's own.
    package internal(set) var climates: [String] = []

    /// Makes a claim; one that no file has is found where code makes it.
    ///
    /// - Parameters:
    ///   - pairs: From 1 to 4000.
    ///   - confidence: At least 0.5 and less than 1.
    package init(
        _ name: String,
        at location: SourceLocation? = nil,
        baseline: String,
        candidate: String,
        metric: ClaimMetric = .duration,
        effect: Effect,
        pairs: Int = 30,
        confidence: Double = 0.95,
        pairing: Pairing? = nil,
        scope: Scope? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.name = name
        self.location = location ?? SourceLocation(file: file, line: line)
        self.baseline = baseline
        self.candidate = candidate
        self.metric = metric
        self.effect = effect
        self.pairs = pairs
        self.confidence = confidence
        self.pairing = pairing
        self.scope = scope
    }
}

extension Claim {
    /// Why memory cannot be claimed on a virtual clock.
    package static let memoryIsReal =
        "memory is that of programs, which a virtual clock has none of"

    /// Whether it is about a share of one run's executions, not about two runs.
    package var isProportion: Bool {
        if case .atLeast = effect { true } else { false }
    }
}
