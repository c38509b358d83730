internal import Workflows

/// Two stored runs side by side.
package enum DiffReport {
    private static let leastWidth = 60
    private static let gap = "  "

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
        let pieces = [
            "\(side)", DiffWords.name(run), DiffWords.line(run.id), DiffWords.line(run.status),
            DiffWords.totals(run),
        ]
        let origin = "        \(DiffWords.line(run.file)), seed \(run.seed)"
        let title = pieces.joined(separator: gap)
        let lines = TerminalWidth.columns(of: title) <= width ? [title] : wrapped(pieces, width)
        return lines + [style.painted(TerminalWidth.cut(origin, to: width), .grey)]
    }

    /// Pieces on as many lines as they need, all but the first indented.
    private static func wrapped(_ pieces: [String], _ width: Int) -> [String] {
        let lines = TerminalWidth.wrapped(pieces, to: width - 8)
        return lines.enumerated().map { $0 == 0 ? $1 : "        \($1)" }
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
            return trimmed(padded.joined(separator: gap))
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
            let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8
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
            let line = TerminalWidth.cut("  \(text)", to: width)
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
