internal import Statistics

/// Finds out whether a series begins with measurements that differ from the rest, as a cold disk or an empty page cache
/// makes them.
enum WarmUp {
    /// At most this share of a series is taken for its warm-up.
    static let mostShare = 0.2
    /// A measurement further from the median than this many of the rest's deviations differs; Iglewicz and Hoaglin's bound.
    static let bound = 3.5
    /// One that is closer to the median than this differs from nothing: the clock is no finer.
    static let leastShare = 0.05

    /// How many of the first measurements differ from those after them; at least 6 are left.
    static func length(of values: [Double]) -> Int {
        let most = min(Int(Double(values.count) * mostShare), values.count - 6)
        guard most > 0 else { return 0 }
        // The rest is what is certainly no warm-up, so that a long one does not hide itself.
        let rest = Array(values.dropFirst(most))
        guard let median = try? Sample(rest).median,
            let deviation = try? Sample(rest.map { ($0 - median).magnitude }).median
        else { return 0 }
        let scale = max(bound * 1.4826 * deviation, leastShare * median.magnitude)
        return values.prefix(most).prefix { ($0 - median).magnitude > scale }.count
    }
}
