package import Suites
package import Shapes
package import Benchmarks
internal import Scenarios
internal import XML

/// What did not hold, as workflow commands that GitHub shows next to the lines of the files.
package struct GitHubAnnotations: Sendable {
    /// How many of one level are shown: GitHub shows ten errors and ten warnings of a step.
    private static let maxOfLevel = 10
    private static let maxBytes = 4096

    /// Turns the path of a file as reports show it into one from the repository's root.
    private let path: @Sendable (String) -> String

    /// Annotations of files; `path` turns a path as reports show it into one from the repository's root.
    package init(path: @escaping @Sendable (String) -> String = { $0 }) {
        self.path = path
    }

    /// A line such as `::error file=a.yaml,line=3,title=…::expected …` for each failure, the worst first, and a warning
    /// for each failed try of a scenario that passed in the end; where there are more than GitHub shows, the last says how
    /// many.
    package func lines(_ suite: SuiteResult) -> [String] {
        bounded(
            SuiteFailure.all(in: suite).map { failure in
                command(failure.weight == .flaky ? "warning" : "error", failure)
            }
        )
    }

    /// An error next to each mistake of scenario files.
    package func lines(_ problems: [Problem]) -> [String] {
        bounded(
            problems.map { problem in
                command(
                    "error",
                    at: SourcePlace(file: problem.location.file, line: problem.location.line),
                    "invalid scenario",
                    problem.path.isEmpty ? problem.message : "\(problem.path): \(problem.message)"
                )
            }
        )
    }

    /// A notice for each note on a scenario file.
    package func lines(notes: [(file: String, text: String)]) -> [String] {
        bounded(
            notes.map { command("notice", at: SourcePlace($0.file, orElse: ""), "note", $0.text) }
        )
    }

    /// An error next to each claim that is refuted, and next to one without a verdict unless it is passed over: then a
    /// warning.
    package func lines(_ verdicts: [ClaimVerdict], inconclusive: InconclusivePolicy) -> [String] {
        bounded(
            verdicts.compactMap { verdict in
                guard verdict.verdict == .refuted || verdict.verdict == .inconclusive else {
                    return nil
                }
                let isBad = verdict.verdict == .refuted || inconclusive == .fail
                let place = SourcePlace(file: verdict.location.file, line: verdict.location.line)
                return command(
                    isBad ? "error" : "warning",
                    at: place,
                    "\(verdict.scenario): claim \(verdict.verdict.rawValue)",
                    VerdictReport.paragraph(verdict).dropFirst().joined(separator: "\n")
                )
            }
        )
    }

    /// An error for each row that counts against a comparison, and a warning for one that is passed over and for a suspect.
    package func lines(_ rows: [ComparisonRow], policy: ComparisonPolicy) -> [String] {
        bounded(
            rows.compactMap { row in
                let weight = policy.weight(of: row)
                guard weight != .good || row.verdict == .suspect else { return nil }
                return command(
                    weight == .bad || weight == .undecided ? "error" : "warning",
                    at: nil,
                    "\(row.name): \(row.verdict.rawValue)",
                    ComparisonReport.sentence(row)
                )
            }
        )
    }

    /// As many of each level as GitHub shows; where there are more, the last says how many.
    private func bounded(_ commands: [String]) -> [String] {
        ["error", "warning", "notice"].flatMap { level -> [String] in
            let all = commands.filter { $0.hasPrefix("::\(level) ") }
            guard all.count > Self.maxOfLevel else { return all }
            let rest = all.count - Self.maxOfLevel + 1
            let more = "\(rest) more, in the output and in the reports"
            return all.prefix(Self.maxOfLevel - 1) + [command(level, at: nil, "and more", more)]
        }
    }

    private func command(_ level: String, _ failure: SuiteFailure) -> String {
        let text =
            failure.group == nil
            ? failure.expected : "expected \(failure.expected), found \(failure.found)"
        return command(level, at: failure.place, failure.title, text)
    }

    private func command(
        _ level: String,
        at place: SourcePlace?,
        _ title: String,
        _ text: String
    ) -> String {
        var properties = ["title=\(Self.property(PlainText.oneLine(title, limit: 200)))"]
        if let place {
            properties.insert("line=\(place.line ?? 1)", at: 0)
            properties.insert("file=\(Self.property(path(place.file)))", at: 0)
        }
        let message = PlainText.lines(XMLText.cut(text, toBytes: Self.maxBytes))
            .joined(separator: "\n")
        return "::\(level) \(properties.joined(separator: ","))::\(Self.escaped(message))"
    }

    /// A property ends at a comma, and the properties at a colon.
    private static func property(_ text: String) -> String {
        escaped(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25")
            .replacing("\r", with: "%0D")
            .replacing("\n", with: "%0A")
    }
}
