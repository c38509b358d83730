internal import Scenarios
internal import Suites
internal import XML

/// What broke: runs that failed alike together, readable without a script.
enum FailureSection {
    /// How many bytes of failures a page has; what is left out is counted.
    private static let mostBytes = 1_500_000
    /// How many failures of a run are shown.
    private static let mostFailures = 100
    /// How many bytes of them: the first is shown in any case.
    private static let mostFactBytes = 100_000
    /// How many other runs of a group are named.
    private static let mostNames = 500
    private static let mostTextBytes = 2000

    /// A suite, with what its page calls the scenarios.
    private struct Named {
        let scenarios: [ScenarioResult]
        let titles: [String]
    }

    /// The section; nothing where nothing broke.
    static func html(_ suite: SuiteResult) -> String {
        let named = Named(scenarios: suite.scenarios, titles: ScenarioTitles.all(of: suite))
        var articles: [String] = []
        var (size, leftOut) = (0, 0)
        func add(_ article: @autoclosure () -> String) {
            guard size < mostBytes else { return leftOut += 1 }
            let text = article()
            size += text.utf8.count
            articles.append(text)
        }
        for scenario in suite.scenarios where scenario.breakage != nil { add(breakage(scenario)) }
        for cluster in FailureCluster.all(of: suite) { add(self.cluster(cluster, named)) }
        for scenario in suite.scenarios where !scenario.failedTries.isEmpty { add(tries(scenario)) }
        guard !articles.isEmpty else { return "" }
        let rest = leftOut == 0 ? "" : "<p class=\"left-out\">… \(leftOut) more groups</p>\n"
        return "<section id=\"failures\" aria-labelledby=\"failures-title\">\n"
            + "<h2 id=\"failures-title\">What broke</h2>\n\(articles.joined())\(rest)</section>\n"
    }

    private static func cluster(_ cluster: FailureCluster, _ suite: Named) -> String {
        guard let first = cluster.members.first, let failure = first.failures.first else {
            return ""
        }
        let headline = headline(failure)
        return """
            <article class="failure">
            <h3>\(headline)\(count(cluster))</h3>
            \(facts(first.failures, below: headline))\
            \(member(first, suite))\
            <div class="drawing" data-scenario="\(first.scenario)" \
            data-run="\(HTMLText.line(first.run))"></div>
            \(others(cluster.members.dropFirst(), suite))</article>

            """
    }

    /// What a group is called: what was found.
    private static func headline(_ failure: ExpectationFailure) -> String {
        let found = failure.found.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        let text = found.isEmpty ? "not \(failure.expected)" : found
        return HTMLText.escaped(PlainText.oneLine(text, limit: 200))
    }

    private static func count(_ cluster: FailureCluster) -> String {
        guard cluster.members.count > 1 else { return "" }
        let scenarios = Set(cluster.members.map(\.scenario)).count
        let place = scenarios > 1 ? " in \(scenarios) scenarios" : ""
        return " <span class=\"count\">\(cluster.members.count) runs\(place)</span>"
    }

    /// What was expected, and what was found where the headline doesn't say just that.
    private static func facts(_ failure: ExpectationFailure, below headline: String) -> String {
        let found = cut(failure.found)
        let second = found == headline ? "" : "<dt>found</dt><dd><pre>\(found)</pre></dd>"
        return "<dl><dt>expected</dt><dd><pre>\(cut(failure.expected))</pre></dd>\(second)</dl>\n"
    }

    /// The same of a run's failures, as many as there is room for.
    private static func facts(_ failures: [ExpectationFailure], below headline: String) -> String {
        var (html, shown) = ("", 0)
        for failure in failures.prefix(mostFailures) where html.utf8.count < mostFactBytes {
            html += facts(failure, below: headline)
            shown += 1
        }
        return html + more(failures.count - shown)
    }

    private static func more(_ count: Int) -> String {
        count > 0 ? "<p class=\"left-out\">… \(count) more of this run</p>\n" : ""
    }

    private static func member(_ member: FailureCluster.Member, _ suite: Named) -> String {
        let scenario = suite.scenarios[member.scenario]
        guard let failure = member.failures.first else { return "" }
        let place = SourcePlace(failure.location, orElse: scenario.file)
        var html =
            "<div class=\"member\"><p>\(name(suite.titles[member.scenario], member.run)) <span class=\"place\">"
        html += "\(HTMLText.escaped(place.text)), seed \(failure.seed)</span></p>\n"
        html += PageHead.commandLine(
            FailureText.replayCommand(of: failure, in: scenario),
            purpose: "again"
        )
        html += schedule(scenario)
        if let id = failure.storedID {
            html += PageHead.commandLine(
                scenario.command("show", storedID: id),
                purpose: "timeline"
            )
        }
        return html + "</div>\n"
    }

    /// What of a saved failure has to fail.
    private static func schedule(_ scenario: ScenarioResult) -> String {
        let steps = scenario.schedule.map {
            "<li>\(HTMLText.line(ScheduleText.words($0)))</li>\n"
        }
        guard !steps.isEmpty else { return "" }
        return "<p>What has to fail for it:</p>\n<ol>\n\(steps.joined())</ol>\n"
    }

    /// The other runs of a group, by name and place; a script opens each.
    private static func others(
        _ members: ArraySlice<FailureCluster.Member>,
        _ suite: Named
    ) -> String {
        guard !members.isEmpty else { return "" }
        var names = members.prefix(mostNames).map { member in
            let scenario = suite.scenarios[member.scenario]
            let place = SourcePlace(member.failures.first?.location ?? "", orElse: scenario.file)
            return "<li>\(name(suite.titles[member.scenario], member.run)) "
                + "<span class=\"place\">\(HTMLText.escaped(place.text))</span></li>"
        }
        if members.count > mostNames {
            names.append("<li>… \(members.count - mostNames) more</li>")
        }
        return "<details><summary>\(members.count) more alike</summary>"
            + "<ul class=\"names\">\(names.joined())</ul></details>\n"
    }

    /// The scenario and the run, which a script opens.
    private static func name(_ title: String, _ run: String) -> String {
        guard !run.isEmpty else { return "<b>\(HTMLText.escaped(title))</b>" }
        let target = PercentText.encoded("\(title)/\(run)")
        return "<b>\(HTMLText.escaped(title))</b> / "
            + "<a href=\"#run=\(target)\">\(HTMLText.line(run))</a>"
    }

    private static func breakage(_ scenario: ScenarioResult) -> String {
        let command = PageHead.commandLine(
            FailureText.replayCommandOfFirst(scenario),
            purpose: "again"
        )
        return """
            <article class="failure">
            <h3>\(HTMLText.line(scenario.title)) broke off</h3>
            <pre>\(cut(scenario.breakage ?? ""))</pre>
            <p class="place">\(HTMLText.line(scenario.file))</p>
            \(command)</article>

            """
    }

    private static func tries(_ scenario: ScenarioResult) -> String {
        let tries = scenario.failedTries.enumerated().map { place, failures in
            let lines = failures.map { "  \(PlainText.oneLine($0.message, limit: 500))" }
            return "try \(place + 1) failed:\n\(lines.joined(separator: "\n"))"
        }
        let words = scenario.status == .flaky ? "is flaky" : "was tried again"
        return """
            <article class="failure flaky">
            <h3>\(HTMLText.line(scenario.title)) \(words)</h3>
            <pre>\(cut(tries.joined(separator: "\n")))</pre>
            </article>

            """
    }

    private static func cut(_ text: String) -> String {
        HTMLText.lines(XMLText.cut(text, toBytes: mostTextBytes))
    }
}
