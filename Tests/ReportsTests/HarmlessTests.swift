import Suites
import Foundation
import Scenarios
import TestSupport
import Testing
import Workflows
import XML

@testable import Reports

@Suite("Reports on nasty texts")
struct HarmlessTests {
    private let suite = SuiteResult(scenarios: NastyScenario.all + [NastyScenario.unnamed])

    @Test("a JUnit file is read back, with the forbidden shown", arguments: JUnitProfile.allCases)
    func junit(profile: JUnitProfile) throws {
        let written = try WrittenJUnit(suite, profile, to: "out")
        let documents = try written.documents()
        #expect(documents.flatMap(\.cases).count == 10)
        let failures = documents.flatMap(\.cases).flatMap { $0.all("failure") }
        let text = try #require(failures.first?.text)
        for part in ["red", "#x1Bc", "#x0", "#xFFFE", "]]>", "<&\"'>", "#x202E", "\u{FFFD}", "😀"] {
            #expect(text.contains(part), "\(part)")
        }
        for content in try written.contents() {
            #expect(!content.contains(0x1B))
            #expect(content.range(of: Data("CDATA".utf8)) == nil)
            #expect(content.range(of: Data("[31m".utf8)) == nil)
        }
    }

    @Test("no result element is self-closed", arguments: JUnitProfile.allCases)
    func selfClosed(profile: JUnitProfile) throws {
        let all = SuiteResult(scenarios: suite.scenarios + SampleSuite.suite.scenarios)
        for content in try WrittenJUnit(all, profile, to: "out").contents() {
            let text = String(decoding: content, as: UTF8.self)
            let results = /<(failure|error|skipped|flakyFailure|stackTrace|system-out)[^>]*\/>/
            #expect(text.firstMatch(of: results) == nil)
        }
    }

    @Test("text of more than 1 MB is cut, visibly")
    func long() throws {
        var scenario = SampleSuite.failed
        let long = String(repeating: "\0", count: 100_000) + String(repeating: "éa", count: 500_000)
        scenario.runs[1].repetitions[0].failures[0].found = long
        scenario.runs[1].repetitions[0].failures[0].expected = long
        scenario.runs[1].repetitions[0].transcripts = [.init(phase: "a", attempt: 1, text: long)]
        let written = try WrittenJUnit(SuiteResult(scenarios: [scenario]), .rich)
        let warm = try #require(try written.document().testCase("run warm"))
        for name in ["failure", "system-out"] {
            let element = try #require(warm.all(name).first)
            #expect(element.text.utf8.count < 1_000_100)
            #expect(element.text.contains("[cut: "))
        }
        #expect((warm.all("failure").first?["message"]?.utf8.count ?? .max) < 5000)
    }

    @Test("the console gets no control character but the line feed", arguments: [false, true])
    func console(isQuiet: Bool) {
        let text = ConsoleReport.text(suite, style: ConsoleStyle(isQuiet: isQuiet))
        #expect(text.contains("#x1Bc"))
        #expect(text.unicodeScalars.allSatisfy { isHarmless($0) || $0 == "\n" })
    }

    @Test("a coloured console gets only the report's own sequences")
    func coloured() {
        let text = ConsoleReport.text(suite, style: ConsoleStyle(isColoured: true))
        let plain = text.replacing(/\u{1B}\[(31|32|33|90|0)m/, with: "")
        #expect(plain != text)
        #expect(plain.unicodeScalars.allSatisfy { isHarmless($0) || $0 == "\n" })
    }

    @Test("a progress line has no control character")
    func progress() {
        let progress = ProgressLine(
            running: [NastyScenario.text],
            finished: 0,
            failed: 0,
            total: 1,
            elapsed: .zero
        )
        #expect(progress.line(width: 10_000).unicodeScalars.allSatisfy(isHarmless))
    }

    @Test("an annotation is one line and no other command")
    func annotations() {
        let lines = GitHubAnnotations().lines(suite)
        #expect(!lines.isEmpty)
        for line in lines {
            #expect(line.unicodeScalars.allSatisfy(isHarmless))
            #expect(line.hasPrefix("::error file=") || line.hasPrefix("::warning file="))
        }
    }

    @Test("the summary has no HTML but its own, and no text ends its table's cells")
    func markdown() {
        let text = SummaryMarkdown.text(suite)
        #expect(!text.contains("<script>"))
        let rows = text.split(separator: "\n").prefix { !$0.hasPrefix("<details") }
            .filter { $0.hasPrefix("|") }
        #expect(rows.count == 2 + suite.scenarios.count)
        for row in rows {
            #expect(row.replacing("\\|", with: "").count { $0 == "|" } == 5, "\(row)")
        }
        let opened = text.split(separator: "<pre>").count
        #expect(text.split(separator: "</pre>").count == opened)
    }

    private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !(0x202A...0x202E).contains(scalar.value)
        }
    }
}
