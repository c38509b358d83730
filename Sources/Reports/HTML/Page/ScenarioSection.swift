internal import Scenarios
internal import Suites

/// Every scenario in a row; with a script each row opens to its runs, and a filter chooses among them.
enum ScenarioSection {
    /// The section.
    ///
    /// - Parameter leftOut: What is not listed, in a sentence.
    static func html(_ suite: SuiteResult, leftOut: String?) -> String {
        let rows = ranked(suite.scenarios).map { row($1, $0) }.joined()
        let note = leftOut.map { "<p class=\"left-out\">\(HTMLText.line($0))</p>\n" } ?? ""
        return """
            <section id="scenarios" aria-labelledby="scenarios-title">
            <h2 id="scenarios-title">Scenarios and runs</h2>
            \(note)<noscript><p class="left-out">The rows of single runs, the filter and the timelines need \
            JavaScript; the totals and what broke are here.</p></noscript>
            \(filter)<table class="scenarios">
            <thead><tr><th scope="col">status</th><th scope="col">scenario</th><th scope="col" class="number">runs</th>\
            <th scope="col" class="number">time</th></tr></thead>
            <tbody>
            \(rows)</tbody>
            </table>
            </section>

            """
    }

    /// What did not hold comes first; otherwise the suite's order.
    private static func ranked(_ scenarios: [ScenarioResult]) -> [(Int, ScenarioResult)] {
        scenarios.enumerated().sorted { first, second in
            (first.element.status.rank, first.offset) < (second.element.status.rank, second.offset)
        }
        .map { ($0.offset, $0.element) }
    }

    private static let filter = """
        <form role="search" class="filter" hidden>
        <label for="filter">Filter</label>
        <input type="search" id="filter" autocomplete="off" spellcheck="false" \
        placeholder="status:failed -tag:slow phase:coder" aria-describedby="filter-help">
        <output for="filter" id="count"></output>
        <p id="filter-help">Words are joined by <i>and</i>; <code>-word</code> leaves out; quotes keep words together; \
        <code>status:</code> <code>tag:</code> <code>phase:</code> <code>file:</code> look in one place.</p>
        </form>

        """

    private static func row(_ scenario: ScenarioResult, _ number: Int) -> String {
        let status = scenario.status
        let usage = scenario.usageText
        let real = SpanText.text(scenario.wallTime)
        let clocks =
            scenario.isVirtual ? "virtual \(SpanText.text(scenario.runTime)), \(real)" : real
        let time = clocks + (usage.isEmpty ? "" : ", \(usage)")
        let reason =
            scenario.skipReason.map { reason in
                "<span class=\"reason\">\(HTMLText.escaped(PlainText.oneLine(reason, limit: 300)))</span>"
            } ?? ""
        return """
            <tr class="scenario" data-scenario="\(number)"><td class="status \(status.tone)">\
            <span aria-hidden="true">\(status.mark)</span> \(status.rawValue)</td>\
            <th scope="row"><span class="name">\(HTMLText.line(scenario.title))</span> \
            <span class="place">\(HTMLText.line(scenario.file))</span>\(reason)</th>\
            <td class="number">\(scenario.runsText)</td><td class="number">\(HTMLText.escaped(time))</td></tr>

            """
    }
}

extension ScenarioResult.Status {
    /// The class that colours it.
    var tone: String {
        switch self {
        case .passed: "good"
        case .failed: "bad"
        case .flaky: "doubtful"
        case .skipped: "muted"
        }
    }

    fileprivate var rank: Int {
        switch self {
        case .failed: 0
        case .flaky: 1
        case .passed: 2
        case .skipped: 3
        }
    }
}
