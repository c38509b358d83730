import Suites
import Scenarios
import TestSupport
import Testing

@testable import Reports

@Suite("Summaries for GitHub")
struct SummaryTests {
    @Test("the Markdown is as recorded")
    func golden() throws {
        try GoldenFile("Tests/ReportsTests/Golden/summary.md").expect(
            SummaryMarkdown.text(SampleSuite.suite).utf8
        )
    }

    @Test("the usage that agents report has a column, left out if there is none")
    func usage() {
        let costly = SummaryMarkdown.text(SuiteResult(scenarios: [SampleSuite.costly]))
        #expect(costly.contains("| scenario | status | runs | duration | usage |\n"))
        #expect(costly.contains(" | 98765 tokens, cost 4.25 |\n"))
        #expect(!SummaryMarkdown.text(SampleSuite.suite).contains("usage"))
    }

    @Test(
        "Markdown shows a text as it is",
        arguments: [
            ("a|b", "a\\|b"), ("`x` *y* _z_", "\\`x\\` \\*y\\* \\_z\\_"),
            ("<b>&\"", "&lt;b&gt;&amp;&quot;"), ("a\nb\tc", "a b c"), ("[a](b)", "\\[a\\](b)"),
            ("\\|", "\\\\\\|"), ("", "unnamed"),
        ]
    )
    func escaped(text: String, markdown: String) {
        #expect(MarkdownText.inline(text) == markdown)
    }

    @Test("a summary stays below GitHub's limit and says what it leaves out")
    func limit() {
        var scenario = SampleSuite.failed
        let long = String(repeating: "<", count: 10_000)
        scenario.invariantFailures = Array(
            repeating: SampleSuite.failure(long, long, 1),
            count: 10
        )
        let suite = SuiteResult(scenarios: Array(repeating: scenario, count: 600))
        let text = SummaryMarkdown.text(suite)
        #expect(text.utf8.count < 1 << 20)
        #expect(text.contains("… 100 more scenarios\n"))
        #expect(text.contains("more scenarios with failures\n"))
    }

    @Test("annotations name file, line and title of each failure")
    func annotations() {
        let lines = GitHubAnnotations().lines(SampleSuite.suite)
        #expect(
            lines.first
                == "::error file=Scenarios/a.yaml,line=14,title=cache.ttl%3A warm"
                + "::expected cached [planner], found cached []%0Amissed because of ttl"
        )
        #expect(lines.count { $0.hasPrefix("::error ") } == 5)
        #expect(lines.count { $0.hasPrefix("::warning ") } == 3)
        let broken = lines.first { $0.contains("title=broken") }
        #expect(broken?.contains("file=Scenarios/broken.yaml,line=1,") == true)
    }

    @Test("what means something in a command is escaped")
    func annotationEscapes() {
        var scenario = SampleSuite.failed
        scenario.name = "a,b:c%d"
        scenario.runs = []
        scenario.invariantFailures = [SampleSuite.failure("50%", "1, 2: 3\r\n4", 2)]
        #expect(
            GitHubAnnotations().lines(SuiteResult(scenarios: [scenario])) == [
                "::error file=Scenarios/a.yaml,line=2,title=a%2Cb%3Ac%25d"
                    + "::expected 50%25, found 1, 2: 3%0A4"
            ]
        )
    }
}
