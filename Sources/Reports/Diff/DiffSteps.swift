/// The steps of two runs as a table of a page, with a bar for the length of each.
enum DiffSteps {
    /// The column after which the bars are.
    private static let barsAfter = "second"

    /// The element.
    static func html(_ comparison: RunComparison) -> String {
        let table = DiffTable(comparison)
        let steps = comparison.alignment.rows.map { [$0.first, $0.second] } + [[]]
        let longest = steps.joined().compactMap { $0?.duration }.max() ?? .zero
        let rows = zip(zip(table.rows, table.marks), steps).map { row, steps in
            let bars = steps.isEmpty ? "" : Self.bars(steps, longest)
            let cells = cells(row.0, of: table, isHead: false, bars: bars)
            return "<tr\(row.1 ? " class=\"marked\"" : "")>\(cells)</tr>\n"
        }
        let head = cells(table.titles, of: table, isHead: true, bars: "")
        return "<div class=\"wide\"><table class=\"against\">\n<thead><tr>\(head)</tr></thead>\n"
            + "<tbody>\n\(rows.joined())</tbody>\n</table></div>\n"
    }

    private static func cells(
        _ texts: [String],
        of table: DiffTable,
        isHead: Bool,
        bars: String
    ) -> String {
        zip(table.titles, texts).enumerated().map { place, pair in
            let isNumber = ["time", "tokens", "cost"].contains(pair.0)
            let mark = isNumber ? " class=\"number\"" : ""
            let scope = isHead ? " scope=\"col\"" : place == 0 ? " scope=\"row\"" : nil
            let name = scope == nil ? "td" : "th"
            let cell = "<\(name)\(scope ?? "")\(mark)>\(HTMLText.escaped(pair.1))</\(name)>"
            return cell + (pair.0 == barsAfter ? "<td class=\"pair\">\(bars)</td>" : "")
        }
        .joined()
    }

    /// The first run's step above the second's.
    private static func bars(_ steps: [RunStep?], _ longest: Duration) -> String {
        let bars = steps.enumerated().compactMap { place, step -> String? in
            guard let step, let duration = step.duration, duration > .zero else { return nil }
            let share = max(0.2, 100 * (duration / longest))
            let name = place == 0 ? "before" : "attempt \(step.outcome.rawValue)"
            return "<rect class=\"\(name)\" x=\"0\" y=\"\(place == 0 ? 2 : 10)\" "
                + "width=\"\(MeasuredText.fixed(share, places: 1))%\" height=\"7\" rx=\"1.5\"/>"
        }
        guard !bars.isEmpty else { return "" }
        return
            "<svg class=\"pair\" width=\"100%\" height=\"20\" aria-hidden=\"true\">\(bars.joined())</svg>"
    }
}
