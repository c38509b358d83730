import Foundation
import Suites
import Scenarios
import Testing
import Workflows

@testable import Reports

@Suite("The ledger of effects in reports")
struct EffectReportTests {
    private static let entries: [EffectEntry] = {
        let pay = EffectAct.Origin(phase: "pay", attempt: 1)
        let charge = EffectAct(AgentEffect("charge"), by: pay, key: "scope/pay")
        let acts = [
            charge, charge, EffectAct(AgentEffect("mail\u{1B}[2J"), by: pay, key: nil),
            EffectAct(AgentEffect("charge"), by: pay, key: "scope/pay/undo", isUndo: true),
        ]
        return EffectLedger(acts)
            .entries(EffectStanding(discards: [:], counting: [], isOpen: false))
    }()

    private static let lines = [
        "charge of pay: applied 1, repeated 1, undone 1 (key scope/pay)",
        "mail of pay: applied 1, left over 1 (no key)",
        "not counted: effects of pay, attempt 1: line 3: no",
    ]

    private func scenario(failures: [ExpectationFailure] = []) -> ScenarioResult {
        var scenario = SampleSuite.failed
        var repetition = SampleSuite.repetition("one", executed: ["pay"], failures: failures)
        repetition.effects = Self.entries
        repetition.unreadEffects = ["effects of pay, attempt 1: line 3: no"]
        scenario.runs = Array(scenario.runs.prefix(1))
        scenario.runs[0].repetitions = [repetition]
        return scenario
    }

    @Test(
        "JSON has an object for each entry, and what could not be read; a run without has neither"
    )
    func json() throws {
        func runs(_ scenario: ScenarioResult) throws -> [String: Any] {
            let bytes = SuiteJSON.encode(SuiteResult(scenarios: [scenario]))
            let object = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
            let scenarios = object?["scenarios"] as? [[String: Any]]
            return try #require((scenarios?.first?["runs"] as? [[String: Any]])?.first)
        }
        let run = try runs(scenario())
        let effects = try #require(run["effects"] as? [[String: Any]])
        #expect(effects.count == 2)
        #expect(effects[0]["name"] as? String == "charge")
        #expect(effects[0]["key"] as? String == "scope/pay")
        #expect(effects[0]["phase"] as? String == "pay")
        let counts = ["applied", "repeated", "undone", "left_over"].map { effects[0][$0] as? Int }
        #expect(counts == [1, 1, 1, 0])
        #expect(effects[1]["key"] is NSNull)
        #expect(effects[1]["left_over"] as? Int == 1)
        #expect((run["unread_effects"] as? [String])?.count == 1)
        let plain = try runs(SampleSuite.failed)
        #expect(plain["effects"] == nil && plain["unread_effects"] == nil)
    }

    @Test("JUnit's output lists it below its repetition, for the profile of every reader")
    func junit() {
        let text = CaseOutput.text(of: scenario().runs[0], isVirtual: true)
        for line in Self.lines { #expect(text.contains("\n  \(line)\n")) }
        let plain = CaseOutput.text(of: SampleSuite.failed.runs[0], isVirtual: true)
        #expect(!plain.contains("applied"))
    }

    @Test("a failing run in the terminal says what it did, a passing one does not")
    func console() {
        let failure = SampleSuite.failure("effects charge 1", "0", 3, run: "one")
        let style = ConsoleStyle(isColoured: false)
        let failing = SuiteResult(scenarios: [scenario(failures: [failure])])
        let text = ConsoleReport.text(failing, style: style)
        #expect(text.contains("run one did:\n"))
        for line in Self.lines { #expect(text.contains("        \(line)\n")) }
        #expect(!text.contains("\u{1B}"))
        let passing = SuiteResult(scenarios: [scenario()])
        #expect(!ConsoleReport.text(passing, style: style).contains("applied"))
    }

    @Test("the summary lists it for scenarios that passed too")
    func summary() {
        let scenario = scenario()
        let run = scenario.runs[0].name
        let text = SummaryMarkdown.text(SuiteResult(scenarios: [scenario]))
        #expect(
            text.contains("run \(run): \(Self.lines[0])")
        )
        #expect(!SummaryMarkdown.text(SampleSuite.suite).contains("applied"))
    }

    @Test("a stored run shows it below its executions, in words and in JSON")
    func timeline() throws {
        var run = try #require(TimelineSamples.all.first)
        let plain = TimelineReport.text(run, width: 100, style: ConsoleStyle(isColoured: false))
        #expect(!plain.contains("applied"))
        run.effects = Self.entries
        let text = TimelineReport.text(run, width: 100, style: ConsoleStyle(isColoured: false))
        #expect(text.contains("\n\(Self.lines[0])\n\(Self.lines[1])\n"))
        let json = String(decoding: TimelineReport.json(run), as: UTF8.self)
        #expect(
            json.contains(
                #""effects":[{"name":"charge","key":"scope/pay","phase":"pay","applied":1"#
            )
        )
    }

    @Test("a long ledger is cut, and the rest counted")
    func long() {
        let entries = Array(repeating: Self.entries[0], count: 30)
        let lines = EffectText.lines(of: entries)
        #expect(lines.count == 21)
        #expect(lines.last == "… 10 more effects")
    }
}
