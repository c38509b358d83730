import Foundation
import Testing
import Workflows

@testable import Reports
@testable import Suites

@Suite("What a page has room for")
struct SuiteDocumentTests {
    /// Forty executions, of which the second failed.
    private static func many() throws -> (suite: SuiteResult, timelines: SuiteTimelines) {
        let timelines = SuiteTimelines(expecting: [40])
        let follower = timelines.follower(of: 0)
        let failure = SampleSuite.failure("x", "y", 3, run: "main#2")
        let repetitions = try (1...40).map { number in
            follower.take(try SuiteTimelinesTests.execution(number), holds: number != 2)
            return SampleSuite.repetition("main#\(number)", failures: number == 2 ? [failure] : [])
        }
        var scenario = SampleSuite.scenario("many", status: .failed)
        scenario.runs = [SampleSuite.run("main", line: 3, repetitions)]
        return (SuiteResult(scenarios: [scenario]), timelines)
    }

    @Test("steps of runs that held go first, then those of what failed, then runs")
    func room() throws {
        let (suite, timelines) = try Self.many()
        func document(_ room: Int) -> SuiteDocument {
            SuiteDocument(suite, timelines, room: room)
        }
        func size(_ document: SuiteDocument) -> Int { HTMLPage.size(of: document.json) }
        let whole = document(.max)
        #expect((whole.listed, whole.drawn, whole.compared) == (40, 40, 40))
        let less = document(size(whole) - 1)
        #expect((less.listed, less.drawn, less.compared) == (40, 40, 2))
        #expect(String(decoding: less.json, as: UTF8.self).contains("\"against\":[[1,0,0]]"))
        let least = document(size(less) - 1)
        #expect((least.listed, least.drawn, least.compared) == (40, 40, 0))
        let cut = document(size(least) - 1)
        #expect(cut.listed < 40 && cut.drawn == cut.listed && cut.compared == 0)
    }

    @Test("a page says how many runs can be compared where not all can")
    func note() throws {
        let (suite, timelines) = try Self.many()
        let note = "executions can be compared step by step"
        #expect(try !WrittenPage(suite, timelines: timelines).text.contains(note))
        // Six bytes each in a page.
        var wide = suite
        wide.scenarios[0].breakage = String(repeating: "<", count: 850_000)
        let page = try WrittenPage(wide, timelines: timelines)
        #expect(page.text.contains("0 of 1 \(note)"))
    }

    @Test("a run that broke an invariant keeps its steps as one that failed")
    func broken() throws {
        var (suite, timelines) = try Self.many()
        let held = (1...40).map { SampleSuite.repetition("main#\($0)") }
        suite.scenarios[0].runs = [SampleSuite.run("main", line: 3, held)]
        let failure = SampleSuite.failure("one ending", "two", 1, run: "main#2")
        suite.scenarios[0].invariantFailures = [failure]
        let whole = SuiteDocument(suite, timelines)
        let room = HTMLPage.size(of: whole.json) - 1
        #expect(SuiteDocument(suite, timelines, room: room).compared == 2)
    }

    @Test("of a run up to a hundred failures are shown without a script, as far as there is room")
    func failures() throws {
        func shown(_ count: Int, _ found: String) throws -> Int {
            let failures = (1...count).map {
                SampleSuite.failure("expectation \($0)", found, 3, run: "main")
            }
            var scenario = SampleSuite.scenario("many", status: .failed)
            let repetition = SampleSuite.repetition("main", failures: failures)
            scenario.runs = [SampleSuite.run("main", line: 3, [repetition])]
            let page = try WrittenPage(SuiteResult(scenarios: [scenario]))
            let shown = page.body.components(separatedBy: "<dt>expected</dt>").count - 1
            let rest = "… \(count - shown) more of this run"
            #expect(page.body.contains(rest) == (shown < count))
            return shown
        }
        #expect(try shown(10, "nothing") == 10)
        #expect(try shown(130, "nothing") == 100)
        let long = try shown(100, String(repeating: "\"", count: 2000))
        #expect((5...20).contains(long), "\(long)")
    }

    @Test("where 30,000 runs failed alike their names do not fill the page")
    func alike() throws {
        let repetitions = (1...30_000).map { number in
            let name = "load#\(number)"
            return SampleSuite.repetition(
                name,
                failures: [SampleSuite.failure("x", "y", 3, run: name)]
            )
        }
        var scenario = SampleSuite.scenario("many", status: .failed)
        scenario.runs = [SampleSuite.run("load", line: 3, repetitions)]
        let page = try WrittenPage(SuiteResult(scenarios: [scenario]))
        #expect(page.text.utf8.count < 5_000_000)
        #expect(page.text.contains("30000 runs"))
        #expect(page.text.contains("<li>… 29499 more</li>"))
    }

    @Test("with failures beyond what a page shows it is below 5 MB")
    func size() throws {
        let letters = Array("abcdefghij")
        let repetitions = (1...6000).map { number in
            let name = "load#\(number)"
            guard number <= 800 else { return SampleSuite.repetition(name, executed: ["planner"]) }
            // Digits would make them one group.
            let word = String(String(number).map { letters[$0.wholeNumberValue ?? 0] })
            let found = String(repeating: "\(word) ", count: 3900 / (word.count + 1))
            return SampleSuite.repetition(
                name,
                executed: ["planner"],
                failures: [SampleSuite.failure("nothing of \(word)", found, 3, run: name)]
            )
        }
        var scenario = SampleSuite.scenario("many", status: .failed)
        scenario.runs = [SampleSuite.run("load", line: 3, repetitions)]
        let page = try WrittenPage(SuiteResult(scenarios: [scenario]))
        let size = page.text.utf8.count
        #expect(size > 4_000_000 && size < 5_000_000, "\(size)")
        #expect(page.text.contains("executions are listed: those that failed first"))
    }
}
