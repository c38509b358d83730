internal import Charts

/// A chart on a page: the picture, what it says, and the table behind it.
enum Figure {
    /// The element; the id tells it from others of its page.
    static func html(_ chart: Chart, id: String) -> String {
        """
        <figure id="\(id)">\(ChartSVG.text(harmless(chart), id: id))
        <figcaption>\(HTMLText.line(chart.summary))</figcaption>
        <details><summary>The figures in a table</summary>\(table(chart.table))</details>
        </figure>

        """
    }

    /// A table of figures: the first column names its row.
    static func table(_ table: Chart.Table) -> String {
        let heads = table.heads.map { "<th scope=\"col\">\(HTMLText.line($0))</th>" }.joined()
        let rows = table.rows.map { cells in
            let first = cells.prefix(1).map { "<th scope=\"row\">\(HTMLText.line($0))</th>" }
            let rest = cells.dropFirst().map { "<td>\(HTMLText.line($0))</td>" }
            return "<tr>\((first + rest).joined())</tr>\n"
        }
        return "<div class=\"wide\"><table class=\"figures\"><thead><tr>\(heads)</tr></thead>\n"
            + "<tbody>\(rows.joined())</tbody></table></div>"
    }

    /// The chart with names of scenarios made harmless; what acts on HTML is escaped where it is written.
    private static func harmless(_ chart: Chart) -> Chart {
        var chart = chart
        chart.title = PlainText.oneLine(chart.title)
        chart.summary = PlainText.oneLine(chart.summary)
        for index in chart.marks.indices where !chart.marks[index].label.isEmpty {
            chart.marks[index].label = PlainText.oneLine(chart.marks[index].label)
        }
        return chart
    }
}
