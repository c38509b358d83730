/// Places values on a stretch.
package struct ChartScale: Sendable, Equatable {
    /// How distances follow from values.
    package enum Kind: Sendable, Equatable {
        /// Equal differences are equally far apart.
        case linear
        /// Equal ratios are equally far apart; for values above 0.
        case logarithmic
    }

    /// How distances follow from values.
    package let kind: Kind
    /// The first and the last value.
    package let domain: ClosedRange<Double>
    /// Where they lie.
    package let range: (start: Double, end: Double)

    /// A scale; a domain that no logarithm has is linear, one of no width is widened.
    package init(_ kind: Kind, domain: ClosedRange<Double>, range: (start: Double, end: Double)) {
        let widened = Self.widened(domain)
        self.kind = kind == .logarithmic && widened.lowerBound <= 0 ? .linear : kind
        self.domain = widened
        self.range = range
    }

    /// Where a value lies; what lies outside the domain is at its end, so is an infinite one.
    package func position(of value: Double) -> Double {
        guard !value.isNaN else { return range.start }
        let bounded = min(max(value, domain.lowerBound), domain.upperBound)
        return range.start + share(bounded) * (range.end - range.start)
    }

    /// Whether a value lies in the domain.
    package func holds(_ value: Double) -> Bool { domain.contains(value) }

    private func share(_ value: Double) -> Double {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        switch kind {
        case .linear: return (value - low) / (high - low)
        case .logarithmic:
            return Logarithm.natural(value / low) / Logarithm.natural(high / low)
        }
    }

    private static func widened(_ domain: ClosedRange<Double>) -> ClosedRange<Double> {
        let (low, high) = (domain.lowerBound, domain.upperBound)
        guard low.isFinite, high.isFinite else { return 0...1 }
        guard high - low <= max(low.magnitude, high.magnitude) * 1e-9 else { return domain }
        let room = low == 0 ? 0.5 : low.magnitude * 0.1
        return low - room...high + room
    }

    package static func == (left: ChartScale, right: ChartScale) -> Bool {
        left.kind == right.kind && left.domain == right.domain && left.range == right.range
    }
}

/// Logarithms by arithmetic alone, exact enough to draw.
enum Logarithm {
    /// Of a value above 0; 0 for others.
    static func natural(_ value: Double) -> Double {
        guard value > 0, value.isFinite else { return 0 }
        // value = significand · 2^exponent, and ln s = 2 artanh((s − 1)/(s + 1)).
        let ratio = (value.significand - 1) / (value.significand + 1)
        let square = ratio * ratio
        var (term, sum, divisor) = (ratio, 0.0, 1.0)
        while divisor < 60 {
            sum += term / divisor
            term *= square
            divisor += 2
        }
        return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
    }
}
