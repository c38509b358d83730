extension Duration {
    /// Whole microseconds, cut towards zero; what events and samples carry.
    package var microseconds: Int {
        let (seconds, attoseconds) = components
        let whole = seconds.multipliedReportingOverflow(by: 1_000_000)
        guard !whole.overflow else { return seconds < 0 ? .min : .max }
        let sum = whole.partialValue.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        return sum.overflow ? (seconds < 0 ? .min : .max) : Int(sum.partialValue)
    }

    /// Seconds as a number, for statistics and for people.
    package var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) * 1e-18
    }

    /// The longest time that a machine deals with, some 31 years: sums of such times stay in range.
    package static let longest = Duration.seconds(1_000_000_000)

    /// This many microseconds, rounded to even at halves and held within 0 and `longest`.
    package static func microseconds(clamping value: Double) -> Duration {
        guard value > 0 else { return .zero }
        guard value < 1e15 else { return .longest }
        return .microseconds(Int64(value.rounded(.toNearestOrEven)))
    }
}
