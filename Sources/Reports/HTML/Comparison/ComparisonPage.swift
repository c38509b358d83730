package import Benchmarks
internal import Charts

/// A comparison of two baselines as `report.html`: each change beside its A/A control, then every row in a table.
package enum ComparisonPage {
    /// Of more rows only so many have a picture; what has to be read comes first.
    private static let mostCharts = 200

    /// The document in UTF-8.
    ///
    /// - Parameters:
    ///   - controls: The A/A ratios of rows, by `ControlRatios.key`.
    ///   - command: The command that made the report.
    package static func bytes(
        _ rows: [ComparisonRow],
        controls: [[String]: [Double]],
        command: String,
        surroundings: ReportEnvironment
    ) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schema", 1)
            writer.member("comparisons", rows) { writer, row in
                writer.object { ComparisonReport.write(row, to: &$0) }
            }
            writer.key("timeline")
            writer.object { $0.member("scenarios", EmptyCollection<Never>()) { _, _ in } }
        }
        let head = head(rows, command)
        let ranked = ComparisonRow.Verdict.ranked.flatMap { verdict in
            rows.filter { $0.verdict == verdict }
        }
        let body = [
            head.html, "<main id=\"content\">\n", changes(ranked, controls), table(ranked),
            "</main>\n", PageFoot.html(surroundings),
        ]
        return HTMLPage(
            title: "\(head.verdict) – moonlight",
            body: body.joined(),
            data: writer.bytes
        )
        .bytes
    }

    private static func head(_ rows: [ComparisonRow], _ command: String) -> PageHead {
        func count(_ verdict: ComparisonRow.Verdict) -> Int { rows.count { $0.verdict == verdict } }
        let (regressed, suspect) = (count(.regressed), count(.suspect))
        let undecided = count(.inconclusive) + count(.missing)
        let all = SpanText.counted(rows.count, "series", "series")
        let (mark, tone, words): (String, String, String) =
            if regressed > 0 {
                ("✗", "bad", "\(regressed) of \(all) regressed")
            } else if suspect + undecided > 0 {
                ("?", "doubtful", "\(suspect + undecided) of \(all) without a verdict")
            } else if count(.improved) > 0 {
                ("✓", "good", "\(count(.improved)) of \(all) improved, none regressed")
            } else {
                ("✓", "good", "Nothing changed")
            }
        return PageHead(
            mark: mark,
            tone: tone,
            verdict: words,
            facts: [HTMLText.line(ComparisonReport.counts(rows))],
            command: ("The same again:", command)
        )
    }

    /// The rows that can be drawn.
    private static func changes(
        _ rows: [ComparisonRow],
        _ controls: [[String]: [Double]]
    ) -> String {
        var articles: [String] = []
        var leftOut = 0
        for row in rows {
            let control = controls[ControlRatios.key(of: row)] ?? []
            guard let chart = RatioChart.chart(row, control: control) else { continue }
            if articles.count < mostCharts {
                articles.append(article(row, chart, id: "change-\(articles.count + 1)"))
            } else {
                leftOut += 1
            }
        }
        guard !articles.isEmpty else { return "" }
        let rest =
            leftOut == 0
            ? "" : "<p class=\"left-out\">… \(leftOut) more, without a picture, in the table</p>\n"
        return "<section id=\"changes\" aria-labelledby=\"changes-title\">\n"
            + "<h2 id=\"changes-title\">Changes and their controls</h2>\n"
            + "<div class=\"charts\">\(articles.joined())</div>\n\(rest)</section>\n"
    }

    private static func article(_ row: ComparisonRow, _ chart: Chart, id: String) -> String {
        """
        <article class="claim"><h3><span class="mark \(row.verdict.colour.rawValue)">\(row.verdict.mark) \
        \(row.verdict.rawValue)</span> \(HTMLText.line(row.name)), \(HTMLText.line(row.metric))</h3>
        <p>\(HTMLText.line(ComparisonReport.sentence(row)))</p>
        \(Figure.html(chart, id: id))</article>

        """
    }

    private static func table(_ rows: [ComparisonRow]) -> String {
        let table = Chart.Table(
            heads: ComparisonReport.heads,
            rows: rows.map(ComparisonReport.cells)
        )
        let legend = ComparisonReport.legend(rows).map {
            "<p class=\"quiet\">\(HTMLText.line($0))</p>\n"
        }
        return
            "<section id=\"rows\" aria-labelledby=\"rows-title\">\n<h2 id=\"rows-title\">Every series</h2>\n"
            + "\(Figure.table(table))\n\(legend.joined())</section>\n"
    }
}
