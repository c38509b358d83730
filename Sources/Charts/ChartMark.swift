/// Something that a chart draws, in the values of its axes; rows of an axis are the values 0, 1, 2, …
package struct ChartMark: Sendable, Equatable {
    /// What it looks like.
    package enum Shape: Sendable, Equatable {
        /// The stretch between two values of one axis, over all of the other; without an end it goes on to the edge.
        case band(ChartDirection, from: Double?, to: Double?)
        /// A line at one value of an axis, over all of the other.
        case rule(ChartDirection, at: Double)
        /// A bar along an axis from one value to another, at a value of the other.
        case bar(ChartDirection, at: Double, from: Double, to: Double)
        /// Whiskers along an axis, at a value of the other.
        case interval(ChartDirection, at: Double, low: Double, high: Double)
        /// A dot, hollow where it is one of several that are not the matter.
        case point(across: Double, up: Double, isHollow: Bool)
        /// A line through points.
        case line([Point])
        /// A short stroke for each value along an axis, at a value of the other.
        case strip(ChartDirection, at: Double, values: [Double])
    }

    /// Where a point lies.
    package struct Point: Sendable, Equatable {
        /// The value of the axis from left to right.
        package var across: Double
        /// The value of the axis from below to above.
        package var up: Double

        /// A place.
        package init(across: Double, up: Double) {
            self.across = across
            self.up = up
        }
    }

    /// What it looks like.
    package var shape: Shape
    /// What it is coloured as.
    package var colour: ColourToken
    /// What it says, in words; empty where others say it.
    package var label: String

    /// Describes a mark.
    package init(_ shape: Shape, _ colour: ColourToken, label: String = "") {
        self.shape = shape
        self.colour = colour
        self.label = label
    }
}
