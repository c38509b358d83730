import Foundation
import TestSupport
import Testing
import Workflows

@testable import Reports

@Suite("Two stored runs side by side")
struct DiffReportTests {
    private func text(_ comparison: RunComparison, width: Int = 100) -> String {
        DiffReport.text(comparison, width: width, style: ConsoleStyle())
    }

    @Test(
        "the text is as recorded",
        arguments: [(80, false, "diff-80.txt"), (120, true, "diff-120-coloured.txt")]
    )
    func golden(width: Int, isColoured: Bool, name: String) throws {
        let style = ConsoleStyle(isColoured: isColoured)
        let texts = DiffSamples.all.map { DiffReport.text($0, width: width, style: style) }
        try GoldenFile("Tests/ReportsTests/Golden/\(name)").expect(
            texts.joined(separator: "\n\n").utf8
        )
    }

    @Test("the JSON is as recorded")
    func json() throws {
        try GoldenFile("Tests/ReportsTests/Golden/diff.jsonl").expect(
            DiffSamples.all.flatMap(DiffReport.json)
        )
    }

    @Test("the page is as recorded")
    func page() throws {
        try GoldenFile("Tests/ReportsTests/Golden/diff.html").expect(
            DiffPage.body(DiffSamples.faulted, command: "moonlight diff faulted plain").utf8
        )
    }

    @Test("others read the JSON: a row for each side that has the step")
    func rows() throws {
        let data = Data(DiffReport.json(DiffSamples.faulted))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let rows = try #require(object["rows"] as? [[String: Any]])
        for row in rows {
            for key in [
                "phase", "role", "visit", "attempt", "side", "duration_s", "tokens", "cost",
                "outcome", "digest",
            ] {
                #expect(row[key] != nil, "\(key)")
            }
        }
        let sides = rows.compactMap { $0["side"] as? String }
        #expect(sides.count { $0 == "first" } == 8)
        #expect(sides.count { $0 == "second" } == 4)
        let tokens = rows.compactMap { $0["tokens"] as? Int }
        #expect(tokens == [900, 912, 3500, 4000])
    }

    @Test("no line is wider than the terminal, or ends in blanks", arguments: [60, 80, 200])
    func width(width: Int) {
        for comparison in DiffSamples.all {
            for line in text(comparison, width: width).split(separator: "\n") {
                #expect(TerminalWidth.columns(of: String(line)) <= width, "\(line)")
                #expect(!line.hasSuffix(" "), "\(line)")
            }
        }
    }

    @Test("a run and itself: nothing differs")
    func equal() {
        let run = DiffSamples.cached.first
        let comparison = RunComparison(run, run)
        #expect(comparison.isEmpty)
        #expect(text(comparison).hasSuffix("\nnothing differs\n"))
        #expect(!text(DiffSamples.cached).contains("nothing differs"))
    }

    @Test("nothing acts on a terminal, and lines that differ invisibly don't look the same")
    func hostileText() {
        let text = text(DiffSamples.hostile, width: 200)
        for scalar in text.unicodeScalars where scalar != "\n" {
            #expect(scalar.properties.generalCategory != .control)
            #expect(!(0x202A...0x202E).contains(scalar.value))
        }
        #expect(text.contains("\n  -ok now\n"))
        #expect(text.contains("\n  +#x1B[32mok#x1B[0m now\n"))
    }

    @Test("no text becomes markup in the page, and its policy knows its style alone")
    func hostilePage() throws {
        let bytes = DiffPage.html(DiffSamples.hostile, command: NastyScenario.text)
        let page = String(decoding: bytes, as: UTF8.self)
        #expect(!page.contains("<script"))
        #expect(!page.contains("<img"))
        #expect(!page.contains("<b>"))
        #expect(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"))
        #expect(page.split(separator: "<pre class=\"patch\">").count == 2)
        #expect(page.split(separator: "</pre>").count == 2)
        #expect(!page.contains("://"), "no other file, no network: not even a name of one")
        let policy = try #require(page.firstMatch(of: /content="(default-src 'none'; [^"]*)"/)).1
        #expect(policy.contains("style-src '\(ContentHash.text(of: PageStyle.css))'"))
        #expect(!policy.contains("unsafe"))
    }

    @Test("an output that is not recorded is told apart from one that is")
    func unrecorded() throws {
        var script = EventScript([("a", [])])
        script.at(0, .started)
        script.commit("a", from: 0, to: 1)
        var other = EventScript([("a", [])])
        other.at(0, .started)
        other.commit("a", from: 0, to: 1, output: PhaseOutput(text: "known"))
        let comparison = RunComparison(script.compared("first"), other.compared("second"))
        #expect(comparison.outputs.map(\.patch) == [nil])
        #expect(text(comparison).contains("output of a: not both are recorded"))
        #expect(
            String(decoding: DiffReport.json(comparison), as: UTF8.self).contains("\"lines\":null")
        )
    }

    @Test("a long patch is cut at 200 lines, and says so")
    func long() throws {
        func run(_ word: String) -> ComparedRun {
            var script = EventScript([("a", [])])
            let text = (1...300).map { "\(word) \($0)" }.joined(separator: "\n")
            script.at(0, .started)
            script.commit("a", from: 0, to: 1, output: PhaseOutput(text: text))
            return script.compared(word)
        }
        let comparison = RunComparison(run("old"), run("new"))
        let patch = try #require(comparison.outputs.first?.patch)
        #expect(patch.lines.count == OutputDifference.mostLines)
        #expect(patch.leftOut == 401)
        #expect(text(comparison).contains("300 lines removed, 300 added"))
        #expect(text(comparison).hasSuffix("\n  … 401 more lines\n"))
    }

    @Test(
        "bytes as text of 64 signs (RFC 4648, section 10)",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ]
    )
    func base64(bytes: String, text: String) {
        #expect(Base64.text(Array(bytes.utf8)) == text)
    }
}
