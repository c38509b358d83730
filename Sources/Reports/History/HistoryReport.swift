package import Monitoring
internal import Workflows

/// How the executions of runs changed over time, as their history has it.
package enum HistoryReport {
    /// The series for a person: of each the share that passed and, of the run and of each phase, the middle, a
    /// sparkline of the latest 50 values, and what there is to say of them.
    ///
    /// - Parameter isPlain: Whether the terminal draws no bars; sparklines then have digits from 1 to 8.
    package static func text(_ histories: [RunHistory], isPlain: Bool) -> String {
        let parts = histories.map { history in
            ([head(history)] + lines(HistorySeries.all(in: history), isPlain: isPlain))
                .map { $0 + "\n" }.joined()
        }
        let anomalies = histories.flatMap(HistorySeries.all).flatMap(\.anomalies)
        return parts.joined(separator: "\n") + text(anomalies) + text(suggestions(histories))
    }

    /// What there is to say where nothing is stored.
    package static func nothing(in state: String) -> String {
        "nothing is in the history yet: \(PlainText.oneLine(state)) has no execution; "
            + "moonlight run adds the executions of each run to it\n"
    }

    private static func head(_ history: RunHistory) -> String {
        let key = history.key
        var facts = [SpanText.counted(history.executions.count, "execution", "executions")]
        if let rate = history.passRate {
            facts.append(
                "\(rate.passed) of \(rate.judged) passed (\(MeasuredText.percent(rate.share)), "
                    + "95 % interval \(MeasuredText.percent(rate.low)) to "
                    + "\(MeasuredText.percent(rate.high)))"
            )
        }
        return "\(title(key)): \(facts.joined(separator: ", "))\n  \(world(key))"
    }

    /// Scenario, variant and run.
    static func title(_ key: SeriesKey) -> String {
        let variant = key.variant.isEmpty ? "" : " \(PlainText.oneLine(key.variant))"
        return "\(PlainText.oneLine(key.scenario))\(variant)/\(PlainText.oneLine(key.run))"
    }

    private static func world(_ key: SeriesKey) -> String {
        var words = "\(PlainText.oneLine(key.file)), \(key.clock.name) clock"
        if let scale = key.clock.timeScale, scale != 1 { words += ", time_scale \(scale)" }
        return words + (key.isFaulted ? ", executions in which faults fired" : "")
    }

    private static func lines(_ series: [HistorySeries], isPlain: Bool) -> [String] {
        let shown = series.filter(\.isWorthALine)
        let names = shown.map { $0.phase.map { PlainText.oneLine($0.name) } ?? "(run)" }
        let width = min(24, names.map { TerminalWidth.columns(of: $0) }.max() ?? 0)
        return zip(shown, names).flatMap { series, name in
            let median = HistoryText.amount(series.median, series.metric)
            let cells = [
                TerminalWidth.padded(name, to: width),
                TerminalWidth.padded(series.metric.rawValue, to: 8),
                TerminalWidth.padded("n \(series.values.count)", to: 5),
                TerminalWidth.padded("median \(median)", to: 16),
                Sparkline.text(series.latest, isPlain: isPlain),
            ]
            return ["  " + cells.joined(separator: "  ").trimmingBlanks]
                + HistoryText.findings(series).map { "      " + $0 }
        }
    }

    static func text(_ anomalies: [HistoryAnomaly]) -> String {
        guard !anomalies.isEmpty else { return "" }
        let lines = anomalies.map { anomaly in
            "  \(title(anomaly.key)) \(PlainText.oneLine(anomaly.phase.name)): "
                + "execution \(anomaly.execution) (\(UTCText.text(anomaly.startedAt))) "
                + "took \(SpanText.text(anomaly.took)), at most \(SpanText.text(anomaly.limit)) "
                + "would be nothing out of the ordinary\n"
        }
        return "\nanomalies in the latest \(HistoryAnomaly.looked) executions:\n" + lines.joined()
    }
}

extension HistorySeries {
    /// Calls that are the same number each time are worth no line.
    var isWorthALine: Bool {
        metric != .attempts || Set(values).count > 1
    }
}

extension String {
    fileprivate var trimmingBlanks: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }
}
