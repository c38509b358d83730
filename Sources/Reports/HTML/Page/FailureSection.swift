internal import Scenarios
internal import Suites
internal import XML

/// What broke, grouped by what was expected and found; readable without a script.
enum FailureSection {
    /// How many bytes of failures a page has; what is left out is counted.
    private static let mostBytes = 1_500_000
    /// How many runs of a group are named one by one with their commands.
    private static let mostNamed = 5
    private static let mostTextBytes = 2000

    /// The section; nothing where nothing broke.
    static func html(_ suite: SuiteResult) -> String {
        var articles: [String] = []
        var (size, leftOut) = (0, 0)
        func add(_ article: @autoclosure () -> String) {
            guard size < mostBytes else { return leftOut += 1 }
            let text = article()
            size += text.utf8.count
            articles.append(text)
        }
        for (number, scenario) in suite.scenarios.enumerated() where scenario.breakage != nil {
            add(breakage(scenario, number))
        }
        for cluster in FailureCluster.all(of: suite) { add(self.cluster(cluster, suite)) }
        for (number, scenario) in suite.scenarios.enumerated() where !scenario.failedTries.isEmpty {
            add(tries(scenario, number))
        }
        guard !articles.isEmpty else { return "" }
        let rest = leftOut == 0 ? "" : "<p class=\"left-out\">… \(leftOut) more groups</p>\n"
        return "<section id=\"failures\" aria-labelledby=\"failures-title\">\n"
            + "<h2 id=\"failures-title\">What broke</h2>\n\(articles.joined())\(rest)</section>\n"
    }

    private static func cluster(_ cluster: FailureCluster, _ suite: SuiteResult) -> String {
        guard let first = cluster.members.first else { return "" }
        let failure = first.failure
        let scenarios = Set(cluster.members.map(\.scenario)).count
        let whom =
            cluster.members.count == 1
            ? ""
            : "\(cluster.members.count) times"
                + (scenarios > 1 ? " in \(scenarios) scenarios" : "")
        let named = cluster.members.prefix(mostNamed).map { member($0, suite) }.joined()
        let rest = cluster.members.dropFirst(mostNamed)
        return """
            <article class="failure">
            <h3>\(headline(failure))\(whom.isEmpty ? "" : " <span class=\"count\">\(whom)</span>")</h3>
            <dl><dt>expected</dt><dd><pre>\(cut(failure.expected))</pre></dd>
            <dt>found</dt><dd><pre>\(cut(failure.found))</pre></dd></dl>
            <ul class="members">
            \(named)</ul>
            \(rest.isEmpty ? "" : others(rest, suite))\
            <div class="drawing" data-scenario="\(first.scenario)" \
            data-run="\(HTMLText.line(failure.run))"></div>
            </article>

            """
    }

    /// What a group is called: what was found, in one line.
    private static func headline(_ failure: ExpectationFailure) -> String {
        let found = failure.found.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        return
            "expected \(HTMLText.escaped(PlainText.oneLine(failure.expected, limit: 160))), found "
            + HTMLText.escaped(PlainText.oneLine(found, limit: 160))
    }

    private static func member(_ member: FailureCluster.Member, _ suite: SuiteResult) -> String {
        let scenario = suite.scenarios[member.scenario]
        let failure = member.failure
        let place = SourcePlace(failure.location, orElse: scenario.file)
        var html = "<li><p>\(name(scenario, failure.run)) <span class=\"place\">"
        html += "\(HTMLText.escaped(place.text)), seed \(failure.seed)</span></p>\n"
        html += PageHead.commandLine(
            FailureText.replayCommand(of: failure, in: scenario),
            purpose: "again"
        )
        if let id = failure.storedID {
            html += PageHead.commandLine(
                scenario.command("show", storedID: id),
                purpose: "timeline"
            )
        }
        return html + "</li>\n"
    }

    /// The other runs of a group, by name.
    private static func others(
        _ members: ArraySlice<FailureCluster.Member>,
        _ suite: SuiteResult
    ) -> String {
        let names = members.map { member in
            "<li>\(name(suite.scenarios[member.scenario], member.failure.run))</li>"
        }
        return "<details><summary>\(members.count) more alike</summary>"
            + "<ul class=\"names\">\(names.joined())</ul></details>\n"
    }

    /// The scenario and the run, which a script opens.
    private static func name(_ scenario: ScenarioResult, _ run: String) -> String {
        let title = HTMLText.line(scenario.title)
        guard !run.isEmpty else { return "<b>\(title)</b>" }
        let target = PercentText.encoded("\(scenario.title)/\(run)")
        return "<b>\(title)</b> / <a href=\"#run=\(target)\">\(HTMLText.line(run))</a>"
    }

    private static func breakage(_ scenario: ScenarioResult, _ number: Int) -> String {
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

    private static func tries(_ scenario: ScenarioResult, _ number: Int) -> String {
        let tries = scenario.failedTries.enumerated().map { place, failures in
            "try \(place + 1) failed:\n"
                + failures.map { "  \(PlainText.oneLine($0.message, limit: 500))" }
                .joined(separator: "\n")
        }
        return """
            <article class="failure flaky">
            <h3>\(HTMLText.line(scenario.title)) \(scenario.status == .flaky ? "is flaky" : "was tried again")</h3>
            <pre>\(cut(tries.joined(separator: "\n")))</pre>
            </article>

            """
    }

    private static func cut(_ text: String) -> String {
        HTMLText.lines(XMLText.cut(text, toBytes: mostTextBytes))
    }
}
