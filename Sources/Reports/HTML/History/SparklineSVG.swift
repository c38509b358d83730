internal import Charts

/// Values over time as a small picture that says in words what it shows.
enum SparklineSVG {
    private static let size = (width: 150.0, height: 24.0)
    private static let margin = (across: 4.0, up: 4.0)

    /// The values in their order as a line from the least to the greatest, with a dot at the last one.
    static func line(_ values: [Double], saying words: String) -> String {
        let points = places(of: values)
        guard let last = points.last else { return "" }
        let steps = points.map { "\(ChartSVG.number($0.x)) \(ChartSVG.number($0.y))" }
        let dot =
            "<circle class=\"last\" cx=\"\(ChartSVG.number(last.x))\" cy=\"\(ChartSVG.number(last.y))\" r=\"2.5\"/>"
        return picture("<path class=\"line\" d=\"M\(steps.joined(separator: "L"))\"/>\(dot)", words)
    }

    /// A stroke for each execution: a short one where it passed, a long one where it did not.
    static func strokes(_ passed: [Bool], saying words: String) -> String {
        let step = (size.width - 2 * margin.across) / Double(max(1, passed.count - 1))
        func strokes(_ isWanted: Bool) -> String {
            passed.enumerated().filter { $0.element == isWanted }.map { place, _ in
                let x = ChartSVG.number(margin.across + Double(place) * step)
                return isWanted ? "M\(x) 15V20" : "M\(x) 4V20"
            }
            .joined()
        }
        let marks = [("passed", strokes(true)), ("failed", strokes(false))]
            .filter { !$0.1.isEmpty }
            .map { "<path class=\"\($0.0)\" d=\"\($0.1)\"/>" }
        return picture(marks.joined(), words)
    }

    private static func picture(_ marks: String, _ words: String) -> String {
        let box = "0 0 \(ChartSVG.number(size.width)) \(ChartSVG.number(size.height))"
        return
            "<svg class=\"spark\" role=\"img\" viewBox=\"\(box)\" aria-label=\"\(HTMLText.line(words))\">"
            + "\(marks)</svg>"
    }

    private static func places(of values: [Double]) -> [(x: Double, y: Double)] {
        guard let least = values.min(), let greatest = values.max() else { return [] }
        let step = (size.width - 2 * margin.across) / Double(max(1, values.count - 1))
        let height = size.height - 2 * margin.up
        return values.enumerated().map { place, value in
            let share = greatest > least ? (value - least) / (greatest - least) : 0.5
            return (
                margin.across + Double(place) * step, size.height - margin.up - share * height
            )
        }
    }
}
