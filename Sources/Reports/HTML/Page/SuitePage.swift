internal import Quantities
internal import Scenarios
package import Suites
internal import Workflows

/// A suite as `report.html`: what broke, why, and the commands that show it again; then every scenario and, with a
/// script, every run that is listed.
package enum SuitePage {
    /// The document in UTF-8.
    ///
    /// - Parameters:
    ///   - timelines: How the executions went, by the scenarios' numbers.
    ///   - history: Earlier executions of its runs, with those that its failed runs are compared with.
    ///   - command: The command that made the report.
    package static func bytes(
        _ suite: SuiteResult,
        timelines: SuiteTimelines?,
        history: SuiteHistory = SuiteHistory(),
        command: String,
        surroundings: ReportEnvironment
    ) -> [UInt8] {
        let first = [
            head(suite, command).html,
            "<main id=\"content\">\n",
            FailureSection.html(suite),
            RunSection.html,
        ]
        let last = [
            HistorySection.html(history, titles: ScenarioTitles.all(of: suite)),
            "</main>\n",
            PageFoot.html(surroundings),
        ]
        func page(leftOut: String?, data: [UInt8]) -> [UInt8] {
            let body = first + [ScenarioSection.html(suite, leftOut: leftOut)] + last
            let title = "\(verdict(suite).words) – moonlight"
            return HTMLPage(title: title, body: body.joined(), data: data).bytes
        }
        // The data gets what is left beside all that is to be read without it.
        let room = mostBytes - mostNoteBytes - page(leftOut: nil, data: []).count
        let document = SuiteDocument(
            suite,
            timelines,
            earlier: history.earlier,
            room: max(leastRoom, room)
        )
        return page(leftOut: leftOut(document), data: document.json)
    }

    /// How many bytes a page takes: less than 5 MB, as long as its scenarios and failures take no more.
    private static let mostBytes = 4_990_000
    /// How many bytes of data there are however much there is to be read without it.
    private static let leastRoom = 1_000_000
    /// More than the sentence about what is left out ever has.
    private static let mostNoteBytes = 1000

    private static func head(_ suite: SuiteResult, _ command: String) -> PageHead {
        let (mark, tone, words) = verdict(suite)
        let broken = suite.scenarios.first { $0.status == .failed || $0.status == .flaky }
        let replay = broken.map { scenario in
            ("See the first failure again:", FailureText.replayCommandOfFirst(scenario))
        }
        return PageHead(
            mark: mark,
            tone: tone,
            verdict: words,
            facts: [counts(suite), times(suite)],
            command: replay ?? ("The same again:", command)
        )
    }

    private static func verdict(_ suite: SuiteResult) -> (mark: String, tone: String, words: String)
    {
        let total = suite.scenarios.count
        let (failed, flaky) = (suite.count(.failed), suite.count(.flaky))
        let scenarios = SpanText.counted(total, "scenario", "scenarios")
        if suite.wasCancelled { return ("✗", "bad", "Cancelled before the end") }
        if failed > 0 { return ("✗", "bad", "\(failed) of \(scenarios) failed") }
        if flaky > 0 {
            return ("~", "doubtful", "Nothing failed, but \(flaky) of \(scenarios) flaky")
        }
        let skipped = suite.count(.skipped)
        if total == 0 || skipped == total { return ("-", "muted", "No scenario was run") }
        guard skipped == 0 else { return ("✓", "good", "Nothing failed") }
        return ("✓", "good", total == 1 ? "The scenario passed" : "All \(scenarios) passed")
    }

    /// Each count leads to the scenarios that it counts.
    private static func counts(_ suite: SuiteResult) -> String {
        let parts = [ScenarioResult.Status.passed, .failed, .flaky, .skipped].map { status in
            let text = "\(suite.count(status)) \(status.rawValue)"
            return suite.count(status) == 0
                ? text : "<a href=\"#q=status%3A\(status.rawValue)\">\(text)</a>"
        }
        return parts.joined(separator: " · ")
            + " · \(SpanText.counted(suite.cases, "case", "cases"))"
    }

    private static func times(_ suite: SuiteResult) -> String {
        let executions = suite.scenarios.reduce(0) {
            $0 + $1.runs.reduce(0) { $0 + $1.repetitions.total }
        }
        let virtual = suite.scenarios.filter(\.isVirtual).reduce(Duration.zero) { $0 + $1.runTime }
        var text = SpanText.counted(executions, "execution", "executions")
        if virtual > .zero { text += " · \(SpanText.text(virtual)) of virtual time" }
        return text + " · \(SpanText.text(SuiteCounts.wallTime(suite))) of real time"
    }

    private static func leftOut(_ document: SuiteDocument) -> String? {
        let (all, listed, drawn) = (document.executions, document.listed, document.drawn)
        var sentences: [String] = []
        if listed < all || drawn < listed {
            var parts: [String] = []
            if listed < all {
                parts.append("\(listed) of \(all) executions are listed: those that failed first")
            }
            if drawn < listed { parts.append("\(drawn) of them have a timeline") }
            sentences.append(parts.joined(separator: "; "))
            sentences.append("The others are in the counts, and in the files of events")
        }
        if document.compared < drawn {
            sentences.append(
                "\(document.compared) of \(drawn) executions can be compared step by step"
            )
        }
        return sentences.isEmpty ? nil : sentences.map { "\($0)." }.joined(separator: " ")
    }
}
