extension Int {
    /// The sum; where that is too large for a number, or too small, the nearest that there is.
    @inlinable
    package func addingClamped(_ other: Int) -> Int {
        let (sum, overflows) = addingReportingOverflow(other)
        guard overflows else { return sum }
        return other > 0 ? .max : .min
    }
}
