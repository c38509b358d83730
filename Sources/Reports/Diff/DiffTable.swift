internal import Workflows

/// Two runs side by side as a table of texts.
struct DiffTable {
    /// The titles of the columns; columns in which nothing is said are left out.
    let titles: [String]
    /// A row for each step, the last for both runs in all.
    let rows: [[String]]
    /// Whether each row is of a step that only one run has, or that ended otherwise.
    let marks: [Bool]

    /// Lays out a comparison.
    init(_ comparison: RunComparison) {
        let (first, second) = (comparison.first, comparison.second)
        let all =
            comparison.alignment.rows.map(Self.cells) + [
                [
                    "in all", "", "\(Self.status(first))\(SpanText.text(first.duration))",
                    "\(Self.status(second))\(SpanText.text(second.duration))",
                    DiffWords.difference(second.duration - first.duration),
                    DiffWords.difference(DiffWords.subtract(first.tokens, from: second.tokens)),
                    DiffWords.difference(
                        cost: DiffWords.subtract(first.costMicros, from: second.costMicros)
                    ),
                    comparison.hasSameResults ? "same" : "differs",
                ]
            ]
        let names = ["phase", "attempt", "first", "second", "time", "tokens", "cost", "output"]
        let shown = names.indices.filter { column in
            column < 4 || all.contains { !$0[column].isEmpty }
        }
        titles = shown.map { names[$0] }
        rows = all.map { row in shown.map { row[$0] } }
        marks =
            comparison.alignment.rows.map { row in
                row.first?.outcome != row.second?.outcome || row.first?.cause != row.second?.cause
            } + [first.status != second.status]
    }

    private static func status(_ run: ComparedRun) -> String {
        "\(DiffWords.line(run.status)) "
    }

    private static func cells(of row: RunAlignment.Row) -> [String] {
        [
            DiffWords.phase(row.key), DiffWords.attempt(row.key), DiffWords.step(row.first),
            DiffWords.step(row.second), DiffWords.difference(row.timeDifference),
            DiffWords.difference(row.tokenDifference),
            DiffWords.difference(cost: row.costDifference), DiffWords.output(row.hasSameOutput),
        ]
    }
}
