package import Benchmarks

/// A comparison of two baselines as Markdown.
package enum ComparisonMarkdown {
    /// A title, the counts of the verdicts, a table, and below it what is to be said of its rows; at most `limit` bytes,
    /// and empty where not even the counts have room.
    package static func text(_ rows: [ComparisonRow], limit: Int = .max) -> String {
        let head = "# Comparison\n\n\(ComparisonReport.counts(rows))\n"
        let reserve = 100
        var room = limit - head.utf8.count - reserve
        guard room > 0 else { return "" }
        guard !rows.isEmpty else { return head }
        let heads = ComparisonReport.heads.joined(separator: " | ")
        var table =
            "\n| \(heads) |\n| --- | --- | ---: | ---: | --- | --- | ---: | ---: |\n"
        let legend = ComparisonReport.legend(rows).map { "\n\(MarkdownText.inline($0))\n" }.joined()
        room -= table.utf8.count + legend.utf8.count
        var remarks = ""
        var shown = 0
        for row in sorted(rows) {
            let line = "| " + cells(row).joined(separator: " | ") + " |\n"
            let remark = self.remark(row)
            guard line.utf8.count + remark.utf8.count <= room else { break }
            room -= line.utf8.count + remark.utf8.count
            table += line
            remarks += remark
            shown += 1
        }
        let rest = rows.count - shown
        let end = rest > 0 ? "\n… \(rest) more \(rest == 1 ? "row" : "rows")\n" : ""
        return head + table + end + (remarks.isEmpty ? "" : "\n" + remarks) + legend
    }

    /// What has to be read comes first; else the order stays.
    private static func sorted(_ rows: [ComparisonRow]) -> [ComparisonRow] {
        let order: [ComparisonRow.Verdict] = [
            .regressed, .suspect, .inconclusive, .missing, .improved, .unchanged,
        ]
        return order.flatMap { verdict in rows.filter { $0.verdict == verdict } }
    }

    private static func cells(_ row: ComparisonRow) -> [String] {
        ComparisonReport.cells(row).enumerated().map { column, cell in
            let text = MarkdownText.inline(cell)
            return ComparisonReport.heads[column] == "verdict" && row.verdict == .regressed
                ? "**\(text)**" : text
        }
    }

    private static func remark(_ row: ComparisonRow) -> String {
        let remarks = ComparisonReport.remarks(row)
        guard !remarks.isEmpty else { return "" }
        let text = remarks.map { MarkdownText.inline($0) }.joined(separator: "; ")
        return "- \(MarkdownText.inline(row.name)), \(row.metric): \(text)\n"
    }
}
