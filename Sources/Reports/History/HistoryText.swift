internal import Monitoring
internal import Workflows

/// What a history says of a series, in words.
enum HistoryText {
    /// A value with its unit.
    static func amount(_ value: Double?, _ metric: HistoryMetric) -> String {
        guard let value else { return "-" }
        switch metric {
        case .duration: return SpanText.text(.microseconds(clamping: value * 1_000_000))
        case .cost: return CostText.micros(value).map(CostText.text) ?? "\(value)"
        case .tokens, .attempts: return MeasuredText.amount(value, unit: "")
        }
    }

    /// The trend, where there is no doubt that there is one, each change of level, and a drift since the latest.
    static func findings(_ series: HistorySeries) -> [String] {
        var lines: [String] = []
        if let trend = series.trend, trend.isCertain {
            lines.append(
                "\(percent(trend.share)) per execution over the latest \(series.latest.count) "
                    + "(95 % interval \(percent(trend.low)) to \(percent(trend.high)))"
            )
        }
        let changes = series.changes
        for change in changes {
            let size = change.ratio.map { "\(ratio($0)) ×" } ?? "no longer 0"
            let time = UTCText.text(change.startedAt)
            lines.append("since execution \(change.execution) (\(time)): \(size)")
        }
        if let drift = series.drift(after: changes) {
            let time = UTCText.text(drift.startedAt)
            let size = percent(drift.ratio - 1)
            lines.append("drifts since execution \(drift.execution) (\(time)): \(size)")
        }
        return lines
    }

    /// A ratio with three digits or so: `1.8`, `12`, `0.45`.
    private static func ratio(_ value: Double) -> String {
        MeasuredText.fixed(value, places: value < 1 ? 2 : value < 10 ? 1 : 0)
    }

    /// A relative change with its sign.
    private static func percent(_ share: Double) -> String {
        let percent = share * 100
        let places = percent.magnitude < 1 ? 2 : 1
        return (share > 0 ? "+" : "") + MeasuredText.fixed(percent, places: places) + " %"
    }
}
