/// A direction in which a chart places values.
package enum ChartDirection: Sendable, Equatable {
    /// From left to right.
    case across
    /// From below to above.
    case up
}
