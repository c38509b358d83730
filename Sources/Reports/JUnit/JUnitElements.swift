internal import Suites
internal import Quantities
internal import Scenarios
internal import Workflows
internal import XML

/// The elements that all profiles share, in the one order that every published schema accepts.
enum JUnitElements {
    /// The longest text of an element, in bytes.
    static let maxTextBytes = 1_000_000

    /// Seconds as readers expect them: a plain decimal of three places, never negative.
    static func seconds(_ duration: Duration) -> String {
        DurationText.seconds(max(duration, .zero), places: 3)
    }

    static func properties(
        _ properties: [(name: String, value: String)],
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("properties")
        for property in properties {
            try writer.element(
                "property",
                attributes: [("name", property.name), ("value", property.value)]
            )
        }
        try writer.end()
    }

    /// The contents of a case: its result, its failed tries, its output.
    static func content(
        of testCase: JUnitCase,
        in scenario: ScenarioResult,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try failure(of: testCase, in: scenario, to: &writer)
        for flake in testCase.flakes {
            try flakyFailure(flake, in: scenario, to: &writer)
        }
        try end(of: testCase, to: &writer)
        if !testCase.output.isEmpty {
            try writer.element("system-out", text: cut(testCase.output))
        }
    }

    /// The result of a case and nothing else: one element, or none where it passed.
    static func result(
        of testCase: JUnitCase,
        in scenario: ScenarioResult,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try failure(of: testCase, in: scenario, to: &writer)
        try end(of: testCase, to: &writer)
    }

    /// A text that readers take, cut at `maxTextBytes`.
    static func cut(_ text: String) -> String {
        XMLText.cut(XMLText.sanitised(text), toBytes: maxTextBytes)
    }

    private static func failure(
        of testCase: JUnitCase,
        in scenario: ScenarioResult,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        guard case .failed(let failures) = testCase.outcome else { return }
        let text = FailureText.text(failures, in: scenario)
        try writer.element("failure", attributes: attributes(of: failures), text: cut(text))
    }

    private static func end(
        of testCase: JUnitCase,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        switch testCase.outcome {
        case .skipped(let reason):
            let message = [("message", PlainText.oneLine(reason, limit: 4096))]
            try writer.element("skipped", attributes: message, text: cut(reason))
        case .broken(let message, let text, let wasCancelled):
            let type = wasCancelled ? "cancelled" : "breakage"
            let attributes = [("message", message), ("type", type)]
            try writer.element("error", attributes: attributes, text: cut(text))
        case .passed, .failed: break
        }
    }

    private static func flakyFailure(
        _ flake: JUnitCase.FailedTry,
        in scenario: ScenarioResult,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        try writer.start("flakyFailure")
        for (name, value) in attributes(of: flake.failures) { try writer.attribute(name, value) }
        try writer.element("stackTrace", text: cut(text(of: flake, in: scenario)))
        try writer.element("system-out", text: "failed on try \(flake.number)")
        try writer.end()
    }

    /// What did not hold on an earlier try.
    static func text(of flake: JUnitCase.FailedTry, in scenario: ScenarioResult) -> String {
        flake.failures.isEmpty
            ? "\(SourcePlace("", orElse: scenario.file).text): try \(flake.number) failed"
            : FailureText.text(flake.failures, in: scenario)
    }

    private static func attributes(of failures: [ExpectationFailure]) -> [(String, String)] {
        let concernsRun = failures.first?.run.isEmpty == false
        return [
            ("message", FailureText.message(failures)),
            ("type", concernsRun ? "expectation" : "invariant"),
        ]
    }
}
