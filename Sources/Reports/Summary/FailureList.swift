internal import Suites
internal import XML

/// What failed in a suite, the worst first, each kind of failure once with the command that shows it again.
enum FailureList {
    private static let maxFailures = 20
    private static let maxAlike = 5
    private static let maxBytes = 300

    /// A chapter of Markdown, at most `limit` bytes of it; empty where nothing failed, or where nothing has room.
    static func markdown(_ suite: SuiteResult, limit: Int) -> String {
        let failures = SuiteFailure.distinct(in: suite)
        guard !failures.isEmpty else { return "" }
        let head = "\n## What failed, the worst first\n\n"
        var room = limit - head.utf8.count - MarkdownText.block([rest(.max)]).utf8.count - 2
        var lines: [String] = []
        var count = 0
        for failure in failures.prefix(maxFailures) {
            let more = (count == 0 ? [] : [""]) + self.lines(failure)
            room -= MarkdownText.html(more.joined(separator: "\n")).utf8.count + 1
            guard room >= 0 else { break }
            lines += more
            count += 1
        }
        guard count > 0 else { return "" }
        if failures.count > count { lines += ["", rest(failures.count - count)] }
        return head + MarkdownText.block(lines) + "\n"
    }

    private static func rest(_ count: Int) -> String {
        "… \(count) more \(count == 1 ? "kind of failure" : "kinds of failures")"
    }

    private static func lines(_ failure: SuiteFailure) -> [String] {
        let title = PlainText.oneLine(failure.title, limit: maxBytes)
        return [failure.weight.name + ": " + what(failure), "  \(failure.place.text): \(title)"]
            + alike(failure.alike) + failure.commands
    }

    private static func what(_ failure: SuiteFailure) -> String {
        let expected = PlainText.oneLine(failure.expected, limit: maxBytes)
        guard failure.group != nil else { return expected }
        return "expected \(expected), found \(PlainText.oneLine(failure.found, limit: maxBytes))"
    }

    private static func alike(_ titles: [String]) -> [String] {
        guard !titles.isEmpty else { return [] }
        let named = titles.prefix(maxAlike).map { PlainText.oneLine($0, limit: 100) }
            .joined(separator: "; ")
        let rest = titles.count > maxAlike ? "; …" : ""
        return ["  and \(titles.count) more alike: \(named)\(rest)"]
    }
}
