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
        if case .failed(let failures) = testCase.outcome {
            let text = FailureText.text(failures, in: scenario)
            let attributes = attributes(of: failures)
            try writer.element("failure", attributes: attributes, text: cut(text))
        }
        for flake in testCase.flakes {
            try flakyFailure(flake, in: scenario, to: &writer)
        }
        if case .skipped(let reason) = testCase.outcome {
            let message = [("message", PlainText.oneLine(reason, limit: 4096))]
            try writer.element("skipped", attributes: message, text: cut(reason))
        }
        if case .broken(let message, let text, let wasCancelled) = testCase.outcome {
            let type = wasCancelled ? "cancelled" : "breakage"
            let attributes = [("message", message), ("type", type)]
            try writer.element("error", attributes: attributes, text: cut(text))
        }
        if !testCase.output.isEmpty {
            try writer.element("system-out", text: cut(testCase.output))
        }
    }

    private static func flakyFailure(
        _ flake: JUnitCase.FailedTry,
        in scenario: ScenarioResult,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let text =
            flake.failures.isEmpty
            ? "\(SourcePlace("", orElse: scenario.file).text): try \(flake.number) failed"
            : FailureText.text(flake.failures, in: scenario)
        try writer.start("flakyFailure")
        for (name, value) in attributes(of: flake.failures) { try writer.attribute(name, value) }
        try writer.element("stackTrace", text: cut(text))
        try writer.element("system-out", text: "failed on try \(flake.number)")
        try writer.end()
    }

    private static func attributes(of failures: [ExpectationFailure]) -> [(String, String)] {
        let concernsRun = failures.first?.run.isEmpty == false
        return [
            ("message", FailureText.message(failures)),
            ("type", concernsRun ? "expectation" : "invariant"),
        ]
    }

    private static func cut(_ text: String) -> String {
        XMLText.cut(XMLText.sanitised(text), toBytes: maxTextBytes)
    }
}
