internal import Benchmarks
internal import Charts

/// A comparison's interval on the band of what is no change, and below it the same without a difference.
enum RatioChart {
    /// The chart; `nil` where nothing was estimated, or all is exactly equal.
    static func chart(_ row: ComparisonRow, control: [Double]) -> Chart? {
        guard let ratio = row.ratio, ratio.isFinite, let low = row.low, let high = row.high,
            low != high || ratio != 1
        else { return nil }
        let equivalence = row.limits.equivalence
        let axis = ValueAxis(
            [ratio, low, high, equivalence.lowerBound, equivalence.upperBound],
            loose: control,
            text: { MeasuredText.fixed($0, places: 2) }
        )
        let shown = control.filter { axis.domain.contains($0) }
        var marks = [
            ChartMark(
                .band(.across, from: equivalence.lowerBound, to: equivalence.upperBound),
                .band,
                label: "no change"
            ),
            ChartMark(.rule(.across, at: 1), .muted),
            ChartMark(
                .interval(.across, at: 0, low: low, high: high),
                row.verdict.colour,
                label: ComparisonReport.sentence(row)
            ),
            ChartMark(.point(across: ratio, up: 0, isHollow: false), row.verdict.colour),
        ]
        if !shown.isEmpty { marks.append(ChartMark(.strip(.across, at: 1, values: shown), .work)) }
        return Chart(
            title: "\(row.name), \(row.metric): the ratio and its A/A control",
            summary: summary(row, control, outside: control.count - shown.count),
            across: axis.axis(title: "candidate / base"),
            up: .init(.rows(control.isEmpty ? ["ratio"] : ["ratio", "A/A"])),
            marks: marks,
            table: table(row, control)
        )
    }

    private static func summary(_ row: ComparisonRow, _ control: [Double], outside: Int) -> String {
        guard !control.isEmpty else { return ComparisonReport.sentence(row) }
        let rest = outside == 0 ? "" : ", \(outside) of them outside of the picture"
        return
            "Each stroke of A/A is the ratio with the sides swapped by chance, as it would be without a "
            + "difference (\(control.count) draws of \(min(row.pairs, ControlRatios.mostPairs)) "
            + "\(row.isPaired ? "pairs" : "values a side")\(rest))."
    }

    private static func table(_ row: ComparisonRow, _ control: [Double]) -> Chart.Table {
        func number(_ value: Double?) -> String { RatioText.text(value, of: row) }
        let sorted = control.sorted()
        let controls =
            sorted.isEmpty
            ? []
            : [["A/A from", number(sorted.first)], ["A/A to", number(sorted.last)]]
        return Chart.Table(
            heads: ["figure", "value"],
            rows: [
                ["ratio", number(row.ratio)], ["interval from", number(row.low)],
                ["interval to", number(row.high)], ["of", RatioText.basis(row)],
            ] + controls
        )
    }
}

extension ComparisonRow.Verdict {
    /// The colour of its interval.
    var colour: ColourToken {
        switch self {
        case .improved: .good
        case .regressed: .bad
        case .unchanged: .work
        case .inconclusive, .suspect: .doubtful
        case .missing: .muted
        }
    }

    /// The sign before it.
    var mark: String {
        switch self {
        case .improved: "↓"
        case .regressed: "↑"
        case .unchanged: "="
        case .inconclusive, .suspect: "?"
        case .missing: "-"
        }
    }

    /// What has to be read comes first.
    static let ranked: [Self] = [
        .regressed, .suspect, .inconclusive, .missing, .improved, .unchanged,
    ]
}
