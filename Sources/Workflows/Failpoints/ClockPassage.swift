/// A reading of the wall clock, or a timer that is set, on its way through the failpoint `clock`.
package struct ClockPassage: Sendable, Equatable {
    /// What is asked of the clock.
    package enum Use: Sendable, Equatable {
        /// The wall time.
        case reading
        /// A timer.
        case timer
    }

    /// What is asked.
    package let use: Use
    /// How much later a timer rings than it is set to; below zero it is earlier.
    package var shift = Duration.zero
    /// How much the wall clock is set forward; below zero it is set back.
    package var jump = Duration.zero
    /// How many seconds the wall clock gains in a second from now on.
    package var rate: Double

    /// What nothing disturbed yet, by a clock of this rate.
    package init(_ use: Use, rate: Double = 0) {
        self.use = use
        self.rate = rate
    }
}
