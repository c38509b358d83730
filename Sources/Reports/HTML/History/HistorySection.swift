internal import Monitoring

/// How runs changed over time: of each series with earlier executions the share that passed, and a sparkline of the run
/// and of each phase, with the figures beside it. What changed comes first, and is open.
enum HistorySection {
    /// How many bytes of history a page has; what is left out is counted.
    private static let mostBytes = 400_000
    /// How many series are open from the beginning.
    private static let mostOpen = 4
    /// Of more series only so many are looked at.
    private static let mostSeries = 300

    /// The section; nothing where no run was executed before.
    ///
    /// - Parameter titles: What the page calls the scenarios, by their numbers.
    static func html(_ history: SuiteHistory, titles: [String]) -> String {
        guard !history.entries.isEmpty else { return "" }
        let all = history.entries.prefix(mostSeries).map { SeriesTable($0, titles: titles) }
        let ranked = all.filter(\.hasFindings) + all.filter { !$0.hasFindings }
        var parts: [String] = []
        var size = 0
        for table in ranked {
            let part = table.html(isOpen: table.hasFindings && parts.count < mostOpen)
            guard size + part.utf8.count <= mostBytes else { break }
            size += part.utf8.count
            parts.append(part)
        }
        let leftOut = history.entries.count - parts.count
        let rest =
            leftOut == 0
            ? "" : "<p class=\"left-out\">… \(leftOut) more: <code>moonlight history</code></p>\n"
        return """
            <section id="history" aria-labelledby="history-title">
            <h2 id="history-title">Over time</h2>
            <p class="quiet">The latest \(HistorySeries.window) executions of each run that the state folder \
            has, this suite's included.</p>
            \(parts.joined())\(rest)</section>

            """
    }
}
