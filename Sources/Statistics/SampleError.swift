/// Why numbers cannot be estimated from; nothing here is a verdict.
package enum SampleError: Error, Equatable, Sendable {
    /// A sample without values.
    case empty
    /// A NaN or an infinity; `place` reads like `baseline[3]`, `found` is the number as text.
    case notFinite(place: String, found: String)
    /// A number below zero where a ratio needs at least zero.
    case negative(place: String, found: String)
    /// Paired samples of different lengths.
    case unequalCounts(baseline: Int, candidate: Int)
    /// Fewer usable pairs than any interval of the wanted confidence needs.
    case tooFew(pairs: Int, needed: Int)
    /// Fewer values on a side than any interval of the wanted confidence needs.
    case tooFewValues(baseline: Int, candidate: Int, needed: Int)
    /// More values than the pairwise comparisons are made for.
    case tooMany(found: Int, limit: Int)
    /// Two unpaired samples of nothing but zeros have no ratio.
    case allZero
    /// A zero where a logarithm is taken; `place` reads like `baseline[3]`.
    case zero(place: String)
    /// Successes that do not fit the number of trials.
    case successes(found: Int, trials: Int)
    /// A confidence outside the open interval from 0 to 1.
    case confidence(found: String)
}

extension SampleError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty:
            "expected at least one value, found none"
        case .notFinite(let place, let found):
            "\(place): expected a finite number, found \(found)"
        case .negative(let place, let found):
            "\(place): expected a number of at least 0, found \(found)"
        case .unequalCounts(let baseline, let candidate):
            "expected as many candidate values as the \(baseline) of the baseline, "
                + "found \(candidate)"
        case .tooFew(let pairs, let needed):
            "expected at least \(needed) pairs that are not both 0, found \(pairs)"
        case .tooFewValues(let baseline, let candidate, let needed):
            "expected at least \(needed) values a side, "
                + "found \(baseline) (baseline) and \(candidate) (candidate)"
        case .tooMany(let found, let limit):
            "expected at most \(limit) values a side, found \(found)"
        case .allZero:
            "expected a value above 0, found only zeros"
        case .zero(let place):
            "\(place): expected a number above 0, found 0"
        case .successes(let found, let trials):
            "expected 0 to \(trials) successes, found \(found)"
        case .confidence(let found):
            "expected a confidence between 0 and 1, such as 0.95, found \(found)"
        }
    }
}

/// The checks that every estimate performs on its input.
enum SampleCheck {
    /// Beyond this the pairwise comparisons would take more than about 100 MB.
    static let limit = 4000

    static func finite(_ values: [Double], place: String) throws(SampleError) {
        for (index, value) in values.enumerated() where !value.isFinite {
            throw .notFinite(place: "\(place)[\(index)]", found: "\(value)")
        }
    }

    static func measurements(_ values: [Double], place: String) throws(SampleError) {
        try finite(values, place: place)
        for (index, value) in values.enumerated() where value < 0 {
            throw .negative(place: "\(place)[\(index)]", found: "\(value)")
        }
        try count(values)
    }

    static func count(_ values: [Double]) throws(SampleError) {
        guard values.count <= limit else {
            throw .tooMany(found: values.count, limit: limit)
        }
    }

    static func checked(_ confidence: Double) throws(SampleError) -> Double {
        try self.confidence(confidence)
        return confidence
    }

    static func confidence(_ confidence: Double) throws(SampleError) {
        guard confidence > 0, confidence < 1 else { throw .confidence(found: "\(confidence)") }
    }
}
