internal import Suites

/// What a page calls each scenario: its title, with its file where several have the same title.
enum ScenarioTitles {
    /// The titles in the suite's order, each of one line.
    static func all(of suite: SuiteResult) -> [String] {
        let titles = suite.scenarios.map { PlainText.oneLine($0.title) }
        let counts = titles.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 }
        return zip(titles, suite.scenarios).map { title, scenario in
            counts[title] == 1 ? title : "\(title) (\(PlainText.oneLine(scenario.file)))"
        }
    }
}
