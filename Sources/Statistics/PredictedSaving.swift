/// What something took without a change and with it.
package struct SavingSums: Equatable, Sendable {
    /// The sum without the change.
    package var without: Double
    /// The sum with it.
    package var with: Double

    /// Nothing yet, or these sums.
    package init(without: Double = 0, with: Double = 0) {
        self.without = without
        self.with = with
    }

    /// (without − with) / without: 0 where there was nothing to save, below 0 where the change costs.
    package var saved: Double {
        guard without > 0 else { return 0 }
        return (without - with) / without
    }
}

/// The share that a change saves, and within which limits that of the *next* n observations will lie.
///
/// It is a ratio of sums, and the interval is a prediction, not one of a mean: it has the chance of what will be as well as
/// the uncertainty of what was. By the bootstrap of prediction errors (Stine 1985, *JASA* 80:1026; Davison and Hinkley
/// 1997, *Bootstrap Methods and their Application*, section 6.3.3): in each round one world is drawn in which both a past
/// and a future are simulated. The saving of that past, found by the same rule as the real one, is compared with that of
/// that future; the quantiles of the differences, on a scale where they are alike, lie around what was really found. A
/// rule that picks the best of several changes promises too much of each past; the difference takes that back.
package struct PredictedSaving: Equatable, Sendable {
    /// The scale on which differences are taken.
    package enum Scale: Sendable {
        /// The arcsine of the root, for savings within 0...1.
        case share
        /// The logarithm of without / with, for savings that may be below 0.
        case ratio
    }

    /// The share saved of what was observed.
    package let saved: Double
    /// The lower end of the interval for the next n.
    package let low: Double
    /// The upper end.
    package let high: Double
    /// The confidence of the interval, in 0...1.
    package let confidence: Double

    /// A saving with its interval.
    package init(saved: Double, low: Double, high: Double, confidence: Double) {
        self.saved = saved
        self.low = low
        self.high = high
        self.confidence = confidence
    }

    /// Whether the interval excludes that less than 1 % is saved.
    package var isPromised: Bool { low >= 0.01 }
}

extension PredictedSaving {
    /// The fewest rounds whose quantiles mean something at 95 %.
    package static let leastRounds = 39

    /// The interval around what was saved, by pairs of a simulated past and its future.
    ///
    /// - Parameter simulate: One round: the share saved in a past, and in what follows it.
    package static func around(
        _ saved: Double,
        scale: Scale,
        confidence: Double,
        rounds: Int,
        _ simulate: (Int) -> (past: Double, next: Double)
    ) -> PredictedSaving {
        let errors = (0..<max(leastRounds, rounds)).map { round in
            let (past, next) = simulate(round)
            return scale.value(of: next) - scale.value(of: past)
        }
        let ends = ends(of: errors, confidence: confidence)
        let middle = scale.value(of: saved)
        return PredictedSaving(
            saved: saved,
            low: scale.saved(at: middle + ends.low),
            high: scale.saved(at: middle + ends.high),
            confidence: confidence
        )
    }

    /// The quantiles of what the next n save by themselves, for simulations that have all uncertainty in them.
    package static func within(
        _ savings: [Double],
        saved: Double,
        confidence: Double
    ) -> PredictedSaving {
        let ends = ends(of: savings, confidence: confidence)
        return PredictedSaving(
            saved: saved,
            low: ends.low,
            high: ends.high,
            confidence: confidence
        )
    }

    private static func ends(
        of values: [Double],
        confidence: Double
    ) -> (low: Double, high: Double) {
        let rank = Double(values.count + 1) * (1 - confidence) / 2
        return OrderStatistics.bounds(values.sorted(), rank: Int(rank + 1e-9))
    }
}

extension PredictedSaving.Scale {
    /// The least ratio with / without whose logarithm is taken.
    private static let leastRatio = 1e-9

    fileprivate func value(of saved: Double) -> Double {
        switch self {
        case .share: Elementary.arcsine(min(max(0, saved), 1).squareRoot())
        case .ratio: -Elementary.logarithm(max(Self.leastRatio, 1 - saved))
        }
    }

    fileprivate func saved(at value: Double) -> Double {
        switch self {
        case .share:
            let sine = Elementary.sine(min(max(0, value), .pi / 2))
            return sine * sine
        case .ratio: return 1 - Elementary.exponential(-value)
        }
    }
}
