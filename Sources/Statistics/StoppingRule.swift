/// When enough has been measured: as soon as the interval is narrow enough, and at a fixed number of pairs at the latest.
///
/// Stopping on the width of an interval, unlike stopping on its verdict, leaves the rate of errors nearly what it is.
package struct StoppingRule: Equatable, Sendable {
    /// What to do after so many pairs.
    package enum Decision: Equatable, Sendable {
        /// Measure on.
        case goOn
        /// Stop, because of this.
        case stop(Reason)
    }

    /// Why to stop.
    package enum Reason: String, Sendable, CaseIterable {
        /// The interval is as narrow as wanted.
        case width
        /// As many pairs as allowed have been measured.
        case cap
    }

    /// The width that is wanted, as a share of the estimate; nil to measure up to the cap.
    package let width: Double?
    /// The most pairs.
    package let cap: Int

    /// A rule; `width` 0.05 wants an interval from end to end within 5 % of the estimate.
    package init(width: Double?, cap: Int) {
        self.width = width
        self.cap = cap
    }

    /// What to do after so many pairs with this interval; nil where there is none yet.
    package func decision(after pairs: Int, interval: RatioInterval?) -> Decision {
        if let width, let found = interval?.relativeWidth, found <= width { return .stop(.width) }
        return pairs >= cap ? .stop(.cap) : .goOn
    }
}

/// A ratio with the ends of its interval.
package struct RatioInterval: Equatable, Sendable {
    /// The estimate.
    package let ratio: Double
    /// The lower end.
    package let low: Double
    /// The upper end; may be +∞.
    package let high: Double

    /// A ratio and its interval.
    package init(ratio: Double, low: Double, high: Double) {
        self.ratio = ratio
        self.low = low
        self.high = high
    }

    /// The distance between the ends as a share of the estimate; nil where it is not bounded.
    package var relativeWidth: Double? {
        guard high >= low, high.isFinite, ratio.isFinite else { return nil }
        if high == low { return 0 }
        return ratio > 0 ? (high - low) / ratio : nil
    }
}

extension PairedRatio {
    /// The ratio and its ends.
    package var interval: RatioInterval { RatioInterval(ratio: ratio, low: low, high: high) }
}

extension UnpairedRatio {
    /// The ratio and its ends.
    package var interval: RatioInterval { RatioInterval(ratio: ratio, low: low, high: high) }
}

extension RatioOfMeans {
    /// The ratio and its ends.
    package var interval: RatioInterval { RatioInterval(ratio: ratio, low: low, high: high) }
}
