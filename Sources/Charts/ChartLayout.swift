/// A chart in a frame: its marks as shapes with places, which only have to be written.
package struct ChartLayout: Sendable, Equatable {
    /// A shape with its place, in pixels from the upper left.
    package enum Shape: Sendable, Equatable {
        /// A rectangle.
        case rectangle(x: Double, y: Double, width: Double, height: Double)
        /// A line through points.
        case path([Point])
        /// A circle.
        case circle(Point, radius: Double, isHollow: Bool)
        /// A text at a point.
        case text(Point, String, Anchor)
    }

    /// Which part of a text its point is.
    package enum Anchor: String, Sendable {
        case start, middle, end
    }

    /// A place in pixels.
    package struct Point: Sendable, Equatable {
        /// From the left.
        package var x: Double
        /// From the top.
        package var y: Double

        /// A place.
        package init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// A shape with what it is drawn as.
    package struct Item: Sendable, Equatable {
        /// What is drawn.
        package var shape: Shape
        /// The names of its classes.
        package var classes: String
        /// What it says when asked.
        package var label: String
    }

    /// The width of the frame.
    package let width: Double
    /// Its height.
    package let height: Double
    /// What is drawn, the lowest first.
    package private(set) var items: [Item] = []

    private let across: ChartScale
    private let up: ChartScale
    private static let margin = (right: 14.0, bottom: 38.0, left: 46.0)
    /// Where the marks begin: below the upward axis's title, where it has one.
    private let top: Double

    /// Lays out a chart in a frame; a chart of rows is as high as they need.
    package init(_ chart: Chart, width: Double = 360, height: Double = 180) {
        self.width = width
        top = chart.up.title.isEmpty ? 10 : 26
        var height = height
        if case .rows(let names) = chart.up.placing {
            height = top + Self.margin.bottom + 26 * Double(max(1, names.count))
        }
        self.height = height
        across = Self.scale(chart.across, from: Self.margin.left, to: width - Self.margin.right)
        up = Self.scale(chart.up, from: height - Self.margin.bottom, to: top)
        for mark in chart.marks where mark.shape.isBehind { add(mark) }
        addAxes(chart)
        for mark in chart.marks where !mark.shape.isBehind { add(mark) }
    }

    private static func scale(_ axis: Chart.Axis, from start: Double, to end: Double) -> ChartScale
    {
        switch axis.placing {
        case .values(let kind, let domain):
            return ChartScale(kind, domain: domain, range: (start, end))
        case .rows(let names):
            let last = Double(max(1, names.count)) - 0.5
            // The first row is at the top, where the axis ends.
            let isUp = start > end
            return ChartScale(
                .linear,
                domain: -0.5...last,
                range: isUp ? (end, start) : (start, end)
            )
        }
    }

    private var frame: (left: Double, right: Double, top: Double, bottom: Double) {
        (Self.margin.left, width - Self.margin.right, top, height - Self.margin.bottom)
    }

    private mutating func addAxes(_ chart: Chart) {
        let frame = frame
        add(
            .path([.init(x: frame.left, y: frame.bottom), .init(x: frame.right, y: frame.bottom)]),
            "axis"
        )
        for tick in chart.across.ticks where across.holds(tick.value) {
            let x = across.position(of: tick.value)
            add(.path([.init(x: x, y: frame.bottom), .init(x: x, y: frame.bottom + 4)]), "axis")
            add(.text(.init(x: x, y: frame.bottom + 16), tick.label, .middle), "tick")
        }
        for tick in chart.up.ticks where up.holds(tick.value) {
            let y = up.position(of: tick.value)
            add(.path([.init(x: frame.left, y: y), .init(x: frame.right, y: y)]), "grid")
            add(.text(.init(x: frame.left - 6, y: y + 4), tick.label, .end), "tick")
        }
        if case .rows(let names) = chart.up.placing {
            for (row, name) in names.enumerated() {
                let y = up.position(of: Double(row)) + 4
                add(.text(.init(x: frame.left - 6, y: y), name, .end), "tick")
            }
        }
        if !chart.across.title.isEmpty {
            let middle = (frame.left + frame.right) / 2
            add(.text(.init(x: middle, y: height - 6), chart.across.title, .middle), "axis-title")
        }
        if !chart.up.title.isEmpty {
            add(.text(.init(x: 2, y: 11), chart.up.title, .start), "axis-title")
        }
    }

    private mutating func add(_ shape: Shape, _ classes: String, _ label: String = "") {
        items.append(Item(shape: shape, classes: classes, label: label))
    }
}

extension ChartLayout {
    private mutating func add(_ mark: ChartMark) {
        let colour = mark.colour.rawValue
        switch mark.shape {
        case .band(let direction, let from, let to): addBand(direction, from, to, mark.label)
        case .rule(let direction, let at):
            let scale = scale(direction)
            guard scale.holds(at) else { return }
            add(.path(crossing(direction, scale.position(of: at))), "rule \(colour)", mark.label)
        case .bar(let direction, let at, let from, let to):
            let span = span(direction, at, from, to, thickness: 12)
            add(span, "bar \(colour)", mark.label)
        case .interval(let direction, let at, let low, let high):
            addInterval(direction, at, low, high, mark)
        case .point(let x, let y, let isHollow):
            let place = Point(x: across.position(of: x), y: up.position(of: y))
            add(
                .circle(place, radius: isHollow ? 3.5 : 4.5, isHollow: isHollow),
                "point \(colour)",
                mark.label
            )
        case .line(let points):
            let places = points.map {
                Point(x: across.position(of: $0.across), y: up.position(of: $0.up))
            }
            add(.path(places), "line \(colour)", mark.label)
        case .strip(let direction, let at, let values):
            for value in values {
                let place = scale(direction).position(of: value)
                add(
                    .path(stroke(direction, place, around: other(direction, at), by: 5)),
                    "strip \(colour)",
                    value == values.first ? mark.label : ""
                )
            }
        }
    }

    private mutating func addBand(
        _ direction: ChartDirection,
        _ from: Double?,
        _ to: Double?,
        _ label: String
    ) {
        let scale = scale(direction)
        let start = from.map(scale.position) ?? scale.range.start
        let end = to.map(scale.position) ?? scale.range.end
        let (low, high) = (min(start, end), max(start, end))
        let frame = frame
        let shape: Shape =
            direction == .across
            ? .rectangle(x: low, y: frame.top, width: high - low, height: frame.bottom - frame.top)
            : .rectangle(x: frame.left, y: low, width: frame.right - frame.left, height: high - low)
        add(shape, "band", label)
        for (value, place) in [(from, start), (to, end)] {
            guard let value, scale.holds(value) else { continue }
            add(.path(crossing(direction, place)), "edge")
        }
    }

    private mutating func addInterval(
        _ direction: ChartDirection,
        _ at: Double,
        _ low: Double,
        _ high: Double,
        _ mark: ChartMark
    ) {
        let scale = scale(direction)
        let middle = other(direction, at)
        let ends = (scale.position(of: low), scale.position(of: high))
        let classes = "interval \(mark.colour.rawValue)"
        add(.path(along(direction, ends.0, ends.1, at: middle)), classes, mark.label)
        // An end that lies outside has no cap: it goes on.
        for (value, place) in [(low, ends.0), (high, ends.1)] where scale.holds(value) {
            add(.path(stroke(direction, place, around: middle, by: 5)), classes)
        }
    }

    private func scale(_ direction: ChartDirection) -> ChartScale {
        direction == .across ? across : up
    }

    private func other(_ direction: ChartDirection, _ value: Double) -> Double {
        (direction == .across ? up : across).position(of: value)
    }

    private func crossing(_ direction: ChartDirection, _ place: Double) -> [Point] {
        let frame = frame
        return direction == .across
            ? [Point(x: place, y: frame.top), Point(x: place, y: frame.bottom)]
            : [Point(x: frame.left, y: place), Point(x: frame.right, y: place)]
    }

    private func along(
        _ direction: ChartDirection,
        _ start: Double,
        _ end: Double,
        at middle: Double
    ) -> [Point] {
        direction == .across
            ? [Point(x: start, y: middle), Point(x: end, y: middle)]
            : [Point(x: middle, y: start), Point(x: middle, y: end)]
    }

    private func stroke(
        _ direction: ChartDirection,
        _ place: Double,
        around middle: Double,
        by reach: Double
    ) -> [Point] {
        direction == .across
            ? [Point(x: place, y: middle - reach), Point(x: place, y: middle + reach)]
            : [Point(x: middle - reach, y: place), Point(x: middle + reach, y: place)]
    }

    private func span(
        _ direction: ChartDirection,
        _ at: Double,
        _ from: Double,
        _ to: Double,
        thickness: Double
    ) -> Shape {
        let scale = scale(direction)
        let (start, end) = (scale.position(of: from), scale.position(of: to))
        let (low, length) = (min(start, end), max(start, end) - min(start, end))
        let middle = other(direction, at) - thickness / 2
        return direction == .across
            ? .rectangle(x: low, y: middle, width: length, height: thickness)
            : .rectangle(x: middle, y: low, width: thickness, height: length)
    }
}

extension ChartMark.Shape {
    /// Whether it lies below the axes' lines.
    fileprivate var isBehind: Bool {
        if case .band = self { true } else { false }
    }
}
