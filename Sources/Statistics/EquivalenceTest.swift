/// Two one-sided tests of whether a ratio candidate / baseline lies within a margin.
///
/// The ratio is inside where both tests reject: that it is at or below the lower bound, and that it is at or above the
/// upper one. Bounds of 0 and +∞ are met by any ratio, so that one-sided claims are judged alike.
package struct EquivalenceTest: Equatable, Sendable {
    /// How the one-sided tests are made.
    package enum Method: String, Sendable, CaseIterable {
        /// By ranks, signed for pairs: agrees with the Hodges–Lehmann interval.
        case ranks
        /// By Student's t on logarithms, Welch's where samples are independent: for values above 0.
        case student
    }

    /// The p-value of a ratio at or below the lower bound: small where the ratio is above it.
    package let lower: Double
    /// The p-value of a ratio at or above the upper bound: small where the ratio is below it.
    package let upper: Double

    /// The p-value of a ratio outside the margin: the larger of the two.
    package var p: Double { max(lower, upper) }

    /// Whether both tests reject at 1 − `confidence`.
    package func isWithin(confidence: Double) -> Bool { p <= (1 - confidence) * (1 + 1e-13) }
}

extension EquivalenceTest {
    /// Tests samples whose values at the same place belong together.
    ///
    /// Throws `SampleError`: `.tooFew` under two pairs that are not both zero, `.zero` where `student` meets one, and an
    /// error for samples of different lengths and for values that are negative or not finite.
    package static func paired(
        baseline: [Double],
        candidate: [Double],
        margin: ClosedRange<Double>,
        method: Method = .ranks
    ) throws(SampleError) -> EquivalenceTest {
        guard baseline.count == candidate.count else {
            throw .unequalCounts(baseline: baseline.count, candidate: candidate.count)
        }
        try check(baseline, candidate, margin, method)
        let pairs = zip(baseline, candidate).filter { $0 > 0 || $1 > 0 }
        guard pairs.count >= 2 else { throw .tooFew(pairs: pairs.count, needed: 2) }
        return EquivalenceTest(margin) { bound, isAbove in
            switch method {
            case .student:
                let logs = pairs.map { Elementary.logarithmicRatio($1, $0 * bound) }
                return student(logs, isAbove)
            case .ranks:
                let isPositive = pairs.allSatisfy { $0 > 0 && $1 > 0 }
                let differences = pairs.map { base, other in
                    isPositive
                        ? Elementary.logarithmicRatio(other, base) - Elementary.logarithm(bound)
                        : other - bound * base
                }
                return SignedRankTest.pValue(checked: differences, isAbove: isAbove)
            }
        }
    }

    /// Tests two independent samples.
    ///
    /// Throws `SampleError`: `.tooFewValues` under two values a side, `.allZero`, `.zero` where `student` meets one, and
    /// an error for values that are negative or not finite.
    package static func unpaired(
        baseline: [Double],
        candidate: [Double],
        margin: ClosedRange<Double>,
        method: Method = .ranks
    ) throws(SampleError) -> EquivalenceTest {
        guard min(baseline.count, candidate.count) >= 2 else {
            throw .tooFewValues(baseline: baseline.count, candidate: candidate.count, needed: 2)
        }
        try check(baseline, candidate, margin, method)
        guard (baseline + candidate).contains(where: { $0 > 0 }) else { throw .allZero }
        return EquivalenceTest(margin) { bound, isAbove in
            switch method {
            case .student:
                let before = baseline.map { Elementary.logarithm($0) + Elementary.logarithm(bound) }
                return welch(before, candidate.map { Elementary.logarithm($0) }, isAbove)
            case .ranks:
                let scaled = baseline.map { $0 * bound }
                return MannWhitneyTest.pValue(checked: scaled, candidate, isAbove: isAbove)
            }
        }
    }

    private static func check(
        _ baseline: [Double],
        _ candidate: [Double],
        _ margin: ClosedRange<Double>,
        _ method: Method
    ) throws(SampleError) {
        guard margin.lowerBound >= 0 else {
            throw .negative(place: "margin", found: "\(margin.lowerBound)")
        }
        for (values, place) in [(baseline, "baseline"), (candidate, "candidate")] {
            try SampleCheck.measurements(values, place: place)
            guard method == .student, let zero = values.firstIndex(of: 0) else { continue }
            throw .zero(place: "\(place)[\(zero)]")
        }
    }

    /// `test` is the p-value against being at or beyond a bound, asked whether the candidate is above it.
    private init(_ margin: ClosedRange<Double>, _ test: (Double, Bool) -> Double) {
        lower = margin.lowerBound > 0 ? test(margin.lowerBound, true) : 0
        upper = margin.upperBound < .infinity ? test(margin.upperBound, false) : 0
    }

    private static func student(_ logs: [Double], _ isAbove: Bool) -> Double {
        let sample = Sample(checked: logs)
        let error = (sample.standardDeviation ?? 0) / Double(logs.count).squareRoot()
        return tail(sample.mean, error, Double(logs.count - 1), isAbove)
    }

    private static func welch(_ before: [Double], _ after: [Double], _ isAbove: Bool) -> Double {
        let samples = [Sample(checked: before), Sample(checked: after)]
        let parts = samples.map { sample in
            let deviation = sample.standardDeviation ?? 0
            return deviation * deviation / Double(sample.values.count)
        }
        let variance = parts.reduce(0, +)
        let weights = zip(samples, parts).reduce(0) { sum, side in
            let share = variance > 0 ? side.1 / variance : 0
            return sum + share * share / Double(side.0.values.count - 1)
        }
        return tail(
            samples[1].mean - samples[0].mean,
            variance.squareRoot(),
            weights > 0 ? 1 / weights : 1,
            isAbove
        )
    }

    private static func tail(
        _ difference: Double,
        _ error: Double,
        _ degreesOfFreedom: Double,
        _ isAbove: Bool
    ) -> Double {
        let distance = isAbove ? difference : -difference
        guard error > 0 else { return distance > 0 ? 0 : 1 }
        return StudentDistribution(degreesOfFreedom: degreesOfFreedom).upperTail(distance / error)
    }
}
