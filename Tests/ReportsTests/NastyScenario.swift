import Faults
import Scenarios
import Workflows

@testable import Suites

/// A scenario whose every text tries to act on who reads it.
enum NastyScenario {
    /// ESC, ANSI colours, a title for the terminal, C1's CSI, NUL, a backspace, non-characters, the
    /// end of a CDATA section, bidirectional override, and bytes that are not UTF-8.
    static let text =
        "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{07} \u{1B}c \u{9B}2J \0 \u{8} \u{FFFE} \u{FFFF} "
        + "]]> <&\"'> \u{202E}evil "
        + String(decoding: [0xC3, 0x28, 0xFF] as [UInt8], as: UTF8.self)
        + "\r\n::error::no\u{2028}| `x` </pre></details> <script> %0A, 😀"

    static var failed: ScenarioResult {
        let failure = ExpectationFailure(
            expected: text,
            found: "\(text)\n\(text)",
            location: "Scenarios/\(text):7",
            run: text,
            seed: 1
        )
        var repetition = SampleSuite.repetition(text, status: .failed, failures: [failure])
        repetition.response = .init(status: 200, body: text, port: 1)
        repetition.transcripts = [.init(phase: PhaseID(text), attempt: 1, text: text)]
        repetition.error = RunError(
            phase: PhaseID(text),
            failure: OperationFailure(kind: text, message: text)
        )
        var scenario = SampleSuite.scenario(text, isVirtual: false, status: .failed)
        scenario.workflow = text
        scenario.runs = [SampleSuite.run(text, line: 3, [repetition])]
        scenario.faults = [FaultResult(id: text, fired: 1, outcome: .surfaced)]
        return scenario
    }

    /// The same in every status; what can be skipped or break, does.
    static var all: [ScenarioResult] {
        ScenarioResult.Status.allCases.map { status in
            var scenario = failed
            scenario.status = status
            if status == .failed { scenario.breakage = text }
            if status == .skipped { scenario.skipReason = text }
            if status == .flaky { scenario.failedTries = [failed.failures] }
            if status == .passed || status == .flaky {
                scenario.runs[0].repetitions[0].failures = []
            }
            return scenario
        }
    }

    /// All of them, with a hook that failed.
    static var suite: SuiteResult {
        SuiteResult(
            scenarios: all.map { scenario in
                var scenario = scenario
                let failure = OperationFailure(kind: "hook", message: text)
                scenario.runs[0].hookFailures = [
                    HookFailure(run: text, phase: PhaseID(text), hook: .after, failure: failure)
                ]
                return scenario
            }
        )
    }

    /// A scenario of which only control sequences are the name.
    static var unnamed: ScenarioResult {
        var scenario = SampleSuite.scenario("\u{1B}[0m", status: .passed)
        scenario.className = "\u{1B}[0m"
        scenario.runs = [SampleSuite.run("\u{1B}[0m", line: 1, [SampleSuite.repetition("a")])]
        return scenario
    }
}
