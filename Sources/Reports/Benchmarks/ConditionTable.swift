internal import Benchmarks
internal import Charts
internal import Scenarios

/// The condition curve of a claim as a small table.
enum ConditionTable {
    /// A head, a line for each point, and an arrow at the claim's own; nothing where there is no curve.
    static func lines(_ verdict: ClaimVerdict) -> [String] {
        guard !verdict.curve.isEmpty else { return [] }
        let rows = [heads(verdict)] + verdict.curve.map { cells($0, verdict) }
        let widths = (0..<5).map { column in rows.map { $0[column].count }.max() ?? 0 }
        let marks = ["  "] + verdict.curve.map { $0.isOwn ? "→ " : "  " }
        let table = zip(marks, rows).map { mark, cells in
            var line = mark
            for (column, cell) in cells.enumerated() {
                let space = String(repeating: " ", count: widths[column] - cell.count)
                let isText = column == 0 || column == 4
                line += (column == 0 ? "" : "  ") + (isText ? cell + space : space + cell)
            }
            while line.hasSuffix(" ") { line.removeLast() }
            return line
        }
        return table + between(verdict)
    }

    /// The same as a table of cells.
    static func table(_ verdict: ClaimVerdict) -> Chart.Table {
        Chart.Table(heads: heads(verdict), rows: verdict.curve.map { cells($0, verdict) })
    }

    private static func heads(_ verdict: ClaimVerdict) -> [String] {
        let isRecovery = verdict.metric == .recoveryTime
        let name =
            switch verdict.estimand {
            case .reduction: "saves"
            case .speedup: "speed-up"
            case .noChange, .proportion, .noDifference: "ratio"
            }
        return [
            isRecovery ? "failure in" : "again from", "share of time", name,
            "\(MeasuredText.percent(verdict.confidence)) interval", "verdict",
        ]
    }

    private static func cells(_ point: CurvePoint, _ verdict: ClaimVerdict) -> [String] {
        func value(_ number: Double?) -> String { verdict.text(of: number) }
        return [
            point.first ?? "nothing", MeasuredText.percent(point.share), value(point.estimate),
            "\(value(point.low)) to \(value(point.high))", point.verdict.rawValue,
        ]
    }

    /// Where the claim's own condition is, where it is none of the points.
    private static func between(_ verdict: ClaimVerdict) -> [String] {
        guard !verdict.curve.contains(where: \.isOwn), let share = verdict.condition?.share else {
            return []
        }
        return ["  its own condition: \(MeasuredText.percent(share)) of the time is executed again"]
    }
}
