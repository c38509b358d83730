internal import Benchmarks

/// Ratios of a comparison for people.
enum RatioText {
    /// A ratio that is nearer to a limit than this is on it.
    private static let tolerance = 1e-9
    /// More places than these show nothing.
    private static let places = 3...9

    /// A ratio with three places, or as many as it takes to show on which side of the row's limits it lies.
    static func text(_ value: Double?, of row: ComparisonRow) -> String {
        guard let value else { return "-" }
        let (change, equivalence) = row.limits
        let limits = [
            1, change.lowerBound, change.upperBound, equivalence.lowerBound, equivalence.upperBound,
        ]
        for places in places {
            let text = MeasuredText.fixed(value, places: places)
            guard let shown = Double(text) else { return text }
            if limits.allSatisfy({ isTold(value, from: $0, by: shown) }) { return text }
        }
        return MeasuredText.fixed(value, places: places.upperBound)
    }

    private static func isTold(_ value: Double, from limit: Double, by shown: Double) -> Bool {
        if (value - limit).magnitude <= tolerance { return true }
        return value < limit ? shown < limit : shown > limit
    }

    /// What a row's ratio is a ratio of: `10 pairs`, `all differences of 8`.
    static func basis(_ row: ComparisonRow) -> String {
        guard row.pairs > 0 else { return "-" }
        switch row.method {
        case .differences: return "differences, \(row.pairs) a side"
        case .sums: return "sums, \(row.pairs) pairs"
        case .means: return "means, \(row.pairs) \(row.isPaired ? "pairs" : "a side")"
        case .pairs: return "\(row.pairs) pairs"
        case nil: return row.isPaired ? "\(row.pairs) pairs" : "\(row.pairs) a side"
        }
    }
}

extension ComparisonRow.Method {
    /// The word for it in the column.
    var word: String {
        switch self {
        case .pairs: "pairs"
        case .differences: "differences"
        case .sums: "sums"
        case .means: "means"
        }
    }

    /// What is estimated, and by whose method.
    var meaning: String {
        switch self {
        case .pairs: "Hodges–Lehmann ratio of pairs that share a seed, candidate / base"
        case .differences: "Hodges–Lehmann ratio of all differences of logarithms, candidate / base"
        case .sums: "ratio of sums, because some value is 0; interval by signed ranks"
        case .means: "ratio of means, candidate / base"
        }
    }
}
