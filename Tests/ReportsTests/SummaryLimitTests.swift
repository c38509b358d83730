import Suites
import Shapes
import Scenarios
import Testing

@testable import Benchmarks
@testable import Reports

@Suite("Summaries with little room")
struct SummaryLimitTests {
    private var suite: SuiteResult {
        var scenario = SampleSuite.failed
        let long = String(repeating: "<", count: 3000)
        scenario.invariantFailures = Array(
            repeating: SampleSuite.failure(long, long, 1),
            count: 10
        )
        return SuiteResult(scenarios: Array(repeating: scenario, count: 40))
    }

    @Test(
        "a suite takes no more than its limit, and counts what is left out",
        arguments: [0, 1, 199, 300, 400, 1000, 5000, 20_000, 100_000, 900_000]
    )
    func suite(limit: Int) {
        let text = SummaryMarkdown.text(suite, limit: limit)
        #expect(text.utf8.count <= limit)
        #expect(text.isEmpty == (limit < 300), "\(text.utf8.count)")
        guard !text.isEmpty, limit < 900_000 else { return }
        #expect(text.contains("more scenarios with failures\n"))
        #expect(text.split(separator: "<pre>").count == text.split(separator: "</pre>").count)
    }

    @Test("lines take no more than their limit", arguments: [0, 50, 109, 150, 1000, 50_000])
    func lines(limit: Int) {
        let lines = (1...2000).map { "<row \($0)>" }.joined(separator: "\n")
        let text = SummaryMarkdown.text(title: "Claims", lines: lines, limit: limit)
        #expect(text.utf8.count <= limit)
        guard !text.isEmpty else { return }
        #expect(text.hasPrefix("# Claims\n\n<pre>"))
        #expect(text.hasSuffix("</pre>\n"))
        #expect(text.contains("more lines") == (limit < 50_000))
    }
}

@Suite("Annotations of what is not a suite")
struct AnnotationTests {
    private let annotations = GitHubAnnotations { "sub/\($0)" }

    @Test("mistakes and notes are next to their lines, from the root of the repository")
    func problems() {
        let problem = Problem(
            location: SourceLocation(file: "a.yaml", line: 3, column: 5),
            path: "runs[0]",
            message: "50% ##[x]\n::y::"
        )
        #expect(
            annotations.lines([problem]) == [
                "::error file=sub/a.yaml,line=3,title=invalid scenario"
                    + "::runs[0]: 50%25 ##[x]%0A::y::"
            ]
        )
        #expect(
            annotations.lines(notes: [("a.yaml", "nothing reads it")]) == [
                "::notice file=sub/a.yaml,line=1,title=note::nothing reads it"
            ]
        )
    }

    @Test(
        "a regression is an error, one without a verdict as the policy says",
        arguments: [true, false]
    )
    func comparison(fails: Bool) {
        let verdicts: [ComparisonRow.Verdict] = [
            .regressed, .improved, .unchanged, .inconclusive, .suspect,
        ]
        let rows = verdicts.map {
            ComparisonRow(
                name: "deploy: cold",
                metric: "duration",
                unit: "us",
                baseline: 1_000_000,
                candidate: 75_000_000,
                ratio: 75,
                pairs: 8,
                isPaired: true,
                verdict: $0
            )
        }
        let lines = annotations.lines(
            rows,
            policy: ComparisonPolicy(inconclusive: fails ? .fail : .skip)
        )
        let text = "ratio 75.000 of 8 pairs; medians 1.000s → 1m15s"
        #expect(
            lines == [
                "::error title=deploy%3A cold%3A regressed::regressed: \(text)",
                "::\(fails ? "error" : "warning") title=deploy%3A cold%3A inconclusive"
                    + "::inconclusive: \(text)",
                // It is faster as far as anybody knows: told, and no more.
                "::warning title=deploy%3A cold%3A suspect::suspect: \(text)",
            ]
        )
    }
}
