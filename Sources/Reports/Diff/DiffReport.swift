internal import Workflows

/// Two stored runs side by side.
package enum DiffReport {
    private static let leastWidth = 60
    private static let gap = "  "
    private static let margin = "        "

    /// The comparison in `width` columns, 60 at least: both runs, a table of their steps, then the lines of outputs that
    /// differ.
    ///
    /// No character that comes from a scenario or an agent acts on a terminal.
    package static func text(
        _ comparison: RunComparison,
        width: Int,
        style: ConsoleStyle
    ) -> String {
        let width = max(leastWidth, width)
        var lines = [("first ", comparison.first), ("second", comparison.second)].flatMap {
            head($1, as: $0, width, style)
        }
        lines += [""] + table(DiffTable(comparison), width, style)
        if comparison.isEmpty { lines += ["", "nothing differs"] }
        for output in comparison.outputs { lines += [""] + patch(output, width, style) }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func head(
        _ run: ComparedRun,
        as side: String,
        _ width: Int,
        _ style: ConsoleStyle
    ) -> [String] {
        let names = [DiffWords.name(run), DiffWords.line(run.id)]
        let facts = ["\(DiffWords.line(run.status)),", DiffWords.totals(run)]
        let lines = [names, facts].flatMap { TerminalWidth.wrapped($0, to: width - margin.count) }
        let origin = "\(margin)\(DiffWords.line(run.file)), seed \(run.seed)"
        return lines.enumerated().map { ($0 == 0 ? "\(side)  " : margin) + $1 }
            + [style.painted(TerminalWidth.cut(origin, to: width), .grey)]
    }

    private static func table(
        _ table: DiffTable,
        _ width: Int,
        _ style: ConsoleStyle
    ) -> [String] {
        let widths = widths(table, width)
        func line(_ cells: [String]) -> String {
            let padded = zip(cells, zip(table.titles, widths)).map { cell, column in
                TerminalWidth.padded(cell, to: column.1, isRight: isNumber(column.0))
            }
            return trimmed(TerminalWidth.cut(padded.joined(separator: gap), to: width))
        }
        return [style.painted(line(table.titles), .grey)]
            + zip(table.rows, table.marks).map { cells, isMarked in
                isMarked ? style.painted(line(cells), .yellow) : line(cells)
            }
    }

    private static func isNumber(_ title: String) -> Bool {
        ["time", "tokens", "cost"].contains(title)
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// The widths of the columns: what is too wide together is taken from the texts in the widest of them.
    private static func widths(_ table: DiffTable, _ width: Int) -> [Int] {
        var widths = table.titles.indices.map { column in
            ([table.titles] + table.rows).map { TerminalWidth.columns(of: $0[column]) }.max() ?? 0
        }
        let texts = table.titles.indices.filter {
            ["phase", "first", "second"].contains(table.titles[$0])
        }
        while widths.reduce(gap.count * (widths.count - 1), +) > width,
            let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > 5
        {
            widths[widest] -= 1
        }
        return widths
    }

    private static func patch(
        _ output: OutputDifference,
        _ width: Int,
        _ style: ConsoleStyle
    ) -> [String] {
        let name = DiffWords.line(output.phase.name)
        let digests = "\(output.first.short) → \(output.second.short)"
        let head = TerminalWidth.wrapped(
            "output of \(name): \(DiffWords.extent(output)) (\(digests))",
            to: width
        )
        guard let patch = output.patch else { return head }
        let lines = PatchText.lines(patch).map { kind, text in
            // A blank that was removed or added counts; one around a change does not.
            let whole = TerminalWidth.cut("  \(text)", to: width)
            let line = kind == .line(.same) ? trimmed(whole) : whole
            return colour(kind).map { style.painted(line, $0) } ?? line
        }
        let rest =
            patch.leftOut > 0
            ? ["  … \(SpanText.counted(patch.leftOut, "more line", "more lines"))"] : []
        return head + lines + rest
    }

    private static func colour(_ kind: PatchLines.Line.Kind) -> ConsoleStyle.Colour? {
        switch kind {
        case .file, .place: .grey
        case .line(.removed): .red
        case .line(.added): .green
        case .line(.same): nil
        }
    }
}
