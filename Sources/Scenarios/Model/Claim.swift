package import Shapes

/// A statement about performance, to be judged by measurement.
package struct Claim: Sendable, Equatable {
    /// The effect that is claimed.
    package enum Effect: Sendable, Equatable {
        /// The share saved, such as 0.5...0.8.
        case reduction(ClosedRange<Double>)
        /// Baseline over candidate is at least this.
        case speedup(atLeast: Double)
    }

    /// The claim's name.
    package let name: String
    /// Where it is.
    package let location: SourceLocation
    /// The run that is the measure.
    package let baseline: String
    /// The run that is claimed to be better.
    package let candidate: String
    /// What is measured.
    package let metric: ClaimMetric
    /// What is claimed.
    package let effect: Effect
    /// How many pairs are measured.
    package let pairs: Int
    /// The confidence of the interval, between 0 and 1.
    package let confidence: Double

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
    }
}
