/// A Hodges–Lehmann estimate of a shift, with the interval of shifts its test does not reject.
package struct ShiftEstimate: Equatable, Sendable {
    /// The median of all pairwise averages (paired) or pairwise differences (unpaired).
    package let estimate: Double
    /// The lower end of the interval.
    package let low: Double
    /// The upper end of the interval.
    package let high: Double
    /// The two-sided probability of a statistic at least as extreme when there is no shift.
    package let p: Double
}
