import Foundation
import Scenarios
import Suites
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("The page of a suite")
struct HTMLPageTests {
    @Test("its data is the object of --format json with a timeline added")
    func data() throws {
        let page = try WrittenPage(SampleSuite.suite)
        var object = try page.data()
        #expect(object.removeValue(forKey: "timeline") != nil)
        let json = try JSONSerialization.jsonObject(with: Data(SuiteJSON.encode(SampleSuite.suite)))
        #expect(object as NSDictionary == json as? NSDictionary)
    }

    @Test("no text of an agent's becomes markup, wherever it stands")
    func nasty() throws {
        let page = try WrittenPage(NastyScenario.suite)
        let tags = page.text.matches(of: /<\/?([a-zA-Z!][a-zA-Z0-9]*)/).map { String($0.1) }
        #expect(Set(tags).isSubset(of: WrittenPage.ownTags), "\(Set(tags))")
        #expect(page.scripts.count == 2)
        #expect(!page.text.contains("</pre></details> <script>"))
        #expect(
            page.text.unicodeScalars.allSatisfy { $0 == "\n" || !(0...0x1F).contains($0.value) }
        )
    }

    @Test(
        "what ends a script in an agent's words ends none",
        arguments: ["</script><script>alert(1)</script>", "<!--<script>", "]]></SCRIPT >"]
    )
    func script(text: String) throws {
        var scenario = SampleSuite.failed
        scenario.name = text
        scenario.runs[1].repetitions[0].failures[0].found = text
        scenario.runs[1].repetitions[0].error = RunError(
            phase: "planner",
            failure: OperationFailure(kind: "process", message: text)
        )
        let page = try WrittenPage(SuiteResult(scenarios: [scenario]))
        #expect(page.scripts.count == 2)
        let scenarios = try #require(try page.data()["scenarios"] as? [[String: Any]])
        #expect(scenarios[0]["name"] as? String == text)
        #expect(!page.text.contains(text))
    }

    @Test("the policy forbids everything but the page's own script and style")
    func policy() throws {
        let page = try WrittenPage(SampleSuite.suite)
        let policy = try #require(page.text.firstMatch(of: /Policy" content="([^"]*)"/)).1
        #expect(policy.hasPrefix("default-src 'none'; "))
        let script = try #require(page.scripts.last)
        #expect(policy.contains("script-src '\(ContentHash.text(of: script))';"))
        #expect(policy.contains("style-src '\(ContentHash.text(of: page.style))';"))
        #expect(!policy.contains("unsafe"))
        // What a hash doesn't cover would be refused, and not be seen.
        #expect(!page.text.contains(" style=\"") && page.text.firstMatch(of: /\ on[a-z]+="/) == nil)
        #expect(page.text.firstMatch(of: /(src|href)="(?!#)/) == nil)
    }

    @Test(
        "hashes are those that browsers compute",
        arguments: [
            ("", "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            ("abc", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        ]
    )
    func hash(text: String, hash: String) {
        #expect(ContentHash.text(of: text) == hash)
    }

    @Test("without a script it has the totals, every failure and a row for each scenario")
    func plain() throws {
        let page = try WrittenPage(SampleSuite.suite)
        let body = page.body
        #expect(body.contains("3 of 6 scenarios failed"))
        for failure in SampleSuite.suite.scenarios.flatMap(\.failures) {
            #expect(body.contains(HTMLText.lines(failure.found)), "\(failure.found)")
        }
        #expect(body.contains("no space left on device"))
        #expect(body.matches(of: /<tr class="scenario"/).count == 6)
        #expect(body.contains("<noscript>"))
    }

    @Test("runs that failed alike are one group, however often")
    func groups() throws {
        let page = try WrittenPage(SuiteResult(scenarios: [SampleSuite.repeated]))
        #expect(page.body.matches(of: /<article class="failure">/).count == 1)
        #expect(page.body.contains("2 runs"))
        #expect(page.body.contains("load#12") && page.body.contains("load#24"))
    }

    @Test("a run's address names its file where two scenarios have one title")
    func titles() throws {
        var other = SampleSuite.failed
        other.file = "Scenarios/other.yaml"
        let page = try WrittenPage(SuiteResult(scenarios: [SampleSuite.failed, other]))
        let links = page.body.matches(of: /href="#run=([^"]*)"/).map { String($0.1) }
        #expect(
            links == [
                "cache.ttl%20%28Scenarios%2Fcache.ttl.yaml%29%2Fwarm",
                "cache.ttl%20%28Scenarios%2Fother.yaml%29%2Fwarm",
            ]
        )
        let timeline = try #require(try page.data()["timeline"] as? [String: Any])
        let titles = (timeline["scenarios"] as? [[String: Any]])?.map { $0["title"] as? String }
        #expect(
            titles == ["cache.ttl (Scenarios/cache.ttl.yaml)", "cache.ttl (Scenarios/other.yaml)"]
        )
    }

    @Test("the verdict comes first, with the command that shows the first failure again")
    func verdict() throws {
        let page = try WrittenPage(
            SuiteResult(scenarios: [SampleSuite.passed, SampleSuite.failed])
        )
        let head = try #require(page.body.firstMatch(of: #/(?s)<header>(.*?)<\/header>/#)).1
        #expect(head.contains("1 of 2 scenarios failed"))
        #expect(head.contains("moonlight run Scenarios/cache.ttl.yaml --seed"))
        let green = try WrittenPage(SuiteResult(scenarios: [SampleSuite.passed]))
        #expect(green.body.contains("The scenario passed"))
        #expect(green.body.contains("<code>moonlight run Scenarios</code>"))
        #expect(!green.body.contains("What broke"))
    }

    @Test("the same suite gives the same bytes")
    func deterministic() throws {
        #expect(try WrittenPage(SampleSuite.suite).text == WrittenPage(SampleSuite.suite).text)
    }
}

/// A page as a reader without a script sees it, and its parts.
struct WrittenPage {
    /// What we write ourselves.
    static let ownTags: Set<String> = [
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "p",
        "span",
        "code", "main", "section", "article", "dl", "dt", "dd", "pre", "ol", "ul", "li", "details",
        "summary",
        "div", "svg", "defs", "pattern", "rect", "path", "noscript", "form", "label", "input",
        "output",
        "i", "b", "table", "thead", "tbody", "tr", "th", "td", "footer", "time", "script",
        "circle", "DOCTYPE", "!DOCTYPE",
    ]

    let text: String

    init(
        _ suite: SuiteResult,
        timelines: SuiteTimelines? = nil,
        history: SuiteHistory = SuiteHistory()
    ) throws {
        let bytes = SuitePage.bytes(
            suite,
            timelines: timelines,
            history: history,
            command: "moonlight run Scenarios",
            surroundings: ReportEnvironment(
                timestamp: "2026-01-02T03:04:05Z",
                hostname: "host",
                toolVersion: "1.2.3"
            )
        )
        text = try #require(String(validating: bytes, as: UTF8.self))
    }

    /// What stands in the elements `script`, the data first.
    var scripts: [String] {
        text.matches(of: #/(?s)<script[^>]*>(.*?)<\/script>/#).map { String($0.1) }
    }

    var style: String {
        text.firstMatch(of: #/(?s)<style>(.*?)<\/style>/#).map { String($0.1) } ?? ""
    }

    /// What is shown before a script has run.
    var body: String {
        text.firstMatch(of: #/(?s)<body>(.*?)<script /#).map { String($0.1) } ?? ""
    }

    func data() throws -> [String: Any] {
        let json = Data(try #require(scripts.first).utf8)
        return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
    }
}
