internal import Monitoring
internal import Workflows

/// One series of executions on a page.
struct SeriesTable {
    private let entry: SuiteHistory.Entry
    private let name: String
    private let series: [(values: HistorySeries, findings: [String])]

    /// Looks at the values of a series.
    init(_ entry: SuiteHistory.Entry, titles: [String]) {
        self.entry = entry
        let key = entry.history.key
        let variant = key.variant.isEmpty ? "" : " \(PlainText.oneLine(key.variant))"
        var title = "\(PlainText.oneLine(key.scenario))\(variant)"
        if entry.scenarios.count == 1, let only = entry.scenarios.first,
            titles.indices.contains(only)
        {
            title = titles[only]
        }
        let faulted = key.isFaulted ? ", executions in which faults fired" : ""
        name = "\(title) / \(PlainText.oneLine(key.run))\(faulted)"
        let all = HistorySeries.all(in: entry.history).filter { series in
            // What was the same each time is no picture; how long it took is always asked for.
            series.values.count > 1 && (series.metric == .duration || Set(series.values).count > 1)
        }
        series = all.map { series in
            guard series.metric == .duration else { return (series, []) }
            return (series, HistoryText.findings(series) + Self.anomalies(of: series))
        }
    }

    /// Which of the latest executions took longer than the earlier ones let expect.
    private static func anomalies(of series: HistorySeries) -> [String] {
        let anomalies = series.anomalies
        guard let last = anomalies.last else { return [] }
        let numbers = anomalies.map { String($0.execution) }.joined(separator: ", ")
        let those = anomalies.count == 1 ? "execution" : "executions"
        return [
            "out of the ordinary: \(those) \(numbers) (the last \(SpanText.text(last.took)), "
                + "where \(SpanText.text(last.limit)) would be the most)"
        ]
    }

    /// Whether there is more to say than how it was.
    var hasFindings: Bool {
        series.contains { !$0.findings.isEmpty }
    }

    /// The element.
    func html(isOpen: Bool) -> String {
        let count = SpanText.counted(entry.history.executions.count, "execution", "executions")
        let numbers = entry.scenarios.map(String.init).joined(separator: " ")
        let run = HTMLText.line(entry.history.key.run)
        let picture = series.first { $0.values.phase == nil }.map { Self.picture($0.values) } ?? ""
        return """
            <details class="past"\(isOpen ? " open" : "") data-scenarios="\(numbers)" data-run="\(run)">
            <summary>\(HTMLText.line(name)) <span class="quiet">\(count)\(rate)</span> \(picture)</summary>
            <div class="wide"><table class="past"><thead><tr><th scope="col">of</th><th scope="col">what</th>\
            <th scope="col">over time</th><th scope="col" class="number">latest</th>\
            <th scope="col" class="number">median</th><th scope="col" class="number">least</th>\
            <th scope="col" class="number">greatest</th></tr></thead>
            <tbody>
            \(passed)\(series.map(Self.row).joined())</tbody></table></div>
            </details>

            """
    }

    /// How many passed, in words.
    private var rate: String {
        guard let rate = entry.history.passRate else { return "" }
        let interval =
            "95 % interval \(MeasuredText.percent(rate.low)) to \(MeasuredText.percent(rate.high))"
        return ", \(rate.passed) of \(rate.judged) passed (\(interval))"
    }

    /// When they passed, and when they did not.
    private var passed: String {
        let judged = entry.history.executions.compactMap(\.hasPassed)
        guard let last = judged.last else { return "" }
        let latest = Array(judged.suffix(HistorySeries.window))
        let words = "\(latest.count { !$0 }) of the latest \(latest.count) failed"
        return """
            <tr><th scope="row">run</th><td>passed</td><td>\(SparklineSVG.strokes(latest, saying: words))</td>\
            <td class="number">\(last ? "passed" : "failed")</td><td colspan="3"></td></tr>

            """
    }

    private static func row(_ series: HistorySeries, findings: [String]) -> String {
        let (latest, metric) = (series.latest, series.metric)
        let amounts = [latest.last, series.median, latest.min(), latest.max()]
            .map { "<td class=\"number\">\(HistoryText.amount($0, metric))</td>" }
        let phase = series.phase.map { HTMLText.line($0.name) } ?? "run"
        let found =
            findings.isEmpty
            ? ""
            : "<tr class=\"found\"><td></td><td colspan=\"6\">"
                + findings.map(HTMLText.line).joined(separator: "; ") + "</td></tr>\n"
        return
            "<tr><th scope=\"row\">\(phase)</th><td>\(metric.rawValue)</td><td>\(picture(series))</td>"
            + "\(amounts.joined())</tr>\n\(found)"
    }

    private static func picture(_ series: HistorySeries) -> String {
        let (values, metric) = (series.latest, series.metric)
        func amount(_ value: Double?) -> String { HistoryText.amount(value, metric) }
        let words =
            "\(metric.rawValue) of the latest \(values.count): from \(amount(values.min())) to "
            + "\(amount(values.max())), the last \(amount(values.last))"
        return SparklineSVG.line(values, saying: words)
    }
}
