package import Benchmarks

/// A comparison of two baselines as a table and as JSON.
package enum ComparisonReport {
    /// A table with a line for each row, reasons below their rows, and the counts of the verdicts.
    package static func text(_ rows: [ComparisonRow]) -> String {
        let head = ["name", "baseline", "candidate", "ratio", "interval", "verdict"]
        let cells = rows.map { row in
            [
                PlainText.oneLine(row.name), MeasuredText.amount(row.baseline, unit: row.unit),
                MeasuredText.amount(row.candidate, unit: row.unit), number(row.ratio),
                row.low == nil ? "-" : "\(number(row.low)) to \(number(row.high))",
                row.verdict.rawValue,
            ]
        }
        let widths = head.indices.map { column in
            ([head] + cells).reduce(0) { max($0, $1[column].count) }
        }
        func line(_ cells: [String]) -> String {
            zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
                let isText = column == 0 || column == head.count - 1
                return isText ? cell.0 + space : space + cell.0
            }.joined(separator: "  ").trimmingSpaces
        }
        var lines = [line(head)]
        for (row, cells) in zip(rows, cells) {
            lines.append(line(cells))
            if let reason = row.reason { lines.append("    " + PlainText.oneLine(reason)) }
        }
        let counts = ComparisonRow.Verdict.allCases.map { verdict in
            "\(rows.count { $0.verdict == verdict }) \(verdict.rawValue)"
        }
        lines.append(counts.joined(separator: ", "))
        return lines.joined(separator: "\n") + "\n"
    }

    /// What is to be said of one row, in one line.
    static func sentence(_ row: ComparisonRow) -> String {
        let medians =
            "\(MeasuredText.amount(row.baseline, unit: row.unit)) → "
            + MeasuredText.amount(row.candidate, unit: row.unit)
        let interval =
            row.low == nil ? "" : ", interval \(number(row.low)) to \(number(row.high))"
        let reason = row.reason.map { "; \($0)" } ?? ""
        return "\(row.verdict.rawValue): \(medians), ratio \(number(row.ratio))\(interval)\(reason)"
    }

    /// A list with an object for each row, on one line ended by a line feed.
    ///
    /// `baseline` and `candidate` are medians in `unit`; what is unknown or infinite is `null`.
    package static func json(_ rows: [ComparisonRow]) -> [UInt8] {
        var writer = JSONWriter()
        writer.list(rows) { writer, row in
            writer.object { writer in write(row, to: &writer) }
        }
        return writer.bytes + [UInt8(ascii: "\n")]
    }

    /// The members of a row's object.
    static func write(_ row: ComparisonRow, to writer: inout JSONWriter) {
        writer.member("name", row.name)
        writer.member("metric", row.metric)
        writer.member("unit", row.unit)
        writer.member("baseline", number: row.baseline)
        writer.member("candidate", number: row.candidate)
        writer.member("ratio", number: row.ratio)
        writer.member("low", number: row.low)
        writer.member("high", number: row.high)
        writer.member("p", number: row.p)
        writer.member("verdict", row.verdict.rawValue)
        writer.member("pairs", row.pairs)
        if let reason = row.reason { writer.member("reason", reason) }
    }

    private static func number(_ value: Double?) -> String {
        value == nil ? "-" : MeasuredText.fixed(value, places: 3)
    }
}

extension String {
    /// The text without spaces at its end.
    fileprivate var trimmingSpaces: String {
        var text = self
        while text.hasSuffix(" ") { text.removeLast() }
        return text
    }
}
