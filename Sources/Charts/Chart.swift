/// A chart as a value: what it shows, and the table that says the same in words.
package struct Chart: Sendable, Equatable {
    /// What an axis places.
    package enum Placing: Sendable, Equatable {
        /// Values, on a scale.
        case values(ChartScale.Kind, ClosedRange<Double>)
        /// Rows with names, the first at the top (or at the left).
        case rows([String])
    }

    /// How values along an axis are written.
    package struct Axis: Sendable, Equatable {
        /// What it places.
        package var placing: Placing
        /// What is placed, with its unit; empty where that is clear.
        package var title: String
        /// The values to write, with their words.
        package var ticks: [Tick]

        /// Describes an axis.
        package init(_ placing: Placing, title: String = "", ticks: [Tick] = []) {
            self.placing = placing
            self.title = title
            self.ticks = ticks
        }
    }

    /// A value on an axis, in words.
    package struct Tick: Sendable, Equatable {
        /// The value.
        package var value: Double
        /// Its words.
        package var label: String

        /// Describes a tick.
        package init(_ value: Double, _ label: String) {
            self.value = value
            self.label = label
        }
    }

    /// The table behind the chart.
    package struct Table: Sendable, Equatable {
        /// The heads of the columns.
        package var heads: [String]
        /// The rows, each with a cell for every head.
        package var rows: [[String]]

        /// Describes a table.
        package init(heads: [String], rows: [[String]]) {
            self.heads = heads
            self.rows = rows
        }
    }

    /// What it shows, in a few words.
    package var title: String
    /// What is to be seen, in a sentence or two.
    package var summary: String
    /// The axis from left to right.
    package var across: Axis
    /// The axis from below to above.
    package var up: Axis
    /// What is drawn, the lowest first.
    package var marks: [ChartMark]
    /// The same in words.
    package var table: Table

    /// Describes a chart.
    package init(
        title: String,
        summary: String,
        across: Axis,
        up: Axis,
        marks: [ChartMark],
        table: Table
    ) {
        self.title = title
        self.summary = summary
        self.across = across
        self.up = up
        self.marks = marks
        self.table = table
    }
}
