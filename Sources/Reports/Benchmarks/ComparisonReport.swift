package import Benchmarks

/// A comparison of two baselines as a table and as JSON.
package enum ComparisonReport {
    /// The heads of the columns; medians stand apart from the ratio, which is none of theirs.
    static let heads = [
        "name", "metric", "ratio", "95 % interval", "of", "verdict", "median base",
        "median candidate",
    ]

    /// A table with a line for each row, reasons below their rows, what the ratios are of, and the counts of the verdicts.
    package static func text(_ rows: [ComparisonRow]) -> String {
        let table = rows.map { row in cells(row).map { PlainText.oneLine($0) } }
        let widths = heads.indices.map { column in
            ([heads] + table).reduce(0) { max($0, $1[column].count) }
        }
        func line(_ cells: [String]) -> String {
            zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
                let isText = [0, 1, 4, 5].contains(column)
                return isText ? cell.0 + space : space + cell.0
            }.joined(separator: "  ").trimmingSpaces
        }
        var lines = rows.isEmpty ? [] : [line(heads)]
        for (row, cells) in zip(rows, table) {
            lines.append(line(cells))
            lines += remarks(row).map { "    " + PlainText.oneLine($0) }
        }
        return (lines + legend(rows) + [counts(rows)]).joined(separator: "\n") + "\n"
    }

    /// The cells of a row's line.
    static func cells(_ row: ComparisonRow) -> [String] {
        [
            row.name, row.metric, RatioText.text(row.ratio, of: row),
            row.low == nil
                ? "-"
                : "\(RatioText.text(row.low, of: row)) to \(RatioText.text(row.high, of: row))",
            RatioText.basis(row), row.verdict.rawValue,
            MeasuredText.amount(row.baseline, unit: row.unit),
            MeasuredText.amount(row.candidate, unit: row.unit),
        ]
    }

    /// What is to be said below a row's line.
    static func remarks(_ row: ComparisonRow) -> [String] {
        [row.reason, row.blame.map { blame in text(blame) }].compactMap { $0 }
    }

    /// What each kind of ratio is that occurs.
    static func legend(_ rows: [ComparisonRow]) -> [String] {
        ComparisonRow.Method.allCases.filter { method in rows.contains { $0.method == method } }
            .map { "\($0.word): \($0.meaning)" }
    }

    /// How many rows have each verdict.
    static func counts(_ rows: [ComparisonRow]) -> String {
        ComparisonRow.Verdict.allCases.map { verdict in
            "\(rows.count { $0.verdict == verdict }) \(verdict.rawValue)"
        }.joined(separator: ", ")
    }

    /// What is to be said of one row, in one line.
    static func sentence(_ row: ComparisonRow) -> String {
        let ratio = "ratio \(RatioText.text(row.ratio, of: row)) of \(RatioText.basis(row))"
        let interval =
            row.low == nil
            ? ""
            : ", 95 % interval \(RatioText.text(row.low, of: row)) to "
                + RatioText.text(row.high, of: row)
        let medians =
            "; medians \(MeasuredText.amount(row.baseline, unit: row.unit)) → "
            + MeasuredText.amount(row.candidate, unit: row.unit)
        let estimate = row.ratio == nil ? [] : [ratio + interval + medians]
        return "\(row.verdict.rawValue): " + (estimate + remarks(row)).joined(separator: "; ")
    }

    private static func text(_ blame: PhaseBlame) -> String {
        func signed(_ change: Double) -> String {
            (change < 0 ? "-" : "+") + MeasuredText.microseconds(change.magnitude)
        }
        return
            "from phase \(blame.phase): \(signed(blame.change)) of \(signed(blame.total)) a run, "
            + MeasuredText.percent(blame.share)
    }
}

extension ComparisonReport {
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
        if let method = row.method { writer.member("method", method.rawValue) }
        writer.member("pairs", row.pairs)
        if let blame = row.blame {
            writer.key("phase")
            writer.object { writer in
                writer.member("name", blame.phase)
                writer.member("change", number: blame.change)
                writer.member("total", number: blame.total)
            }
        }
        if let reason = row.reason { writer.member("reason", reason) }
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
