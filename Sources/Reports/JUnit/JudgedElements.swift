internal import XML

/// The elements of judged cases that all profiles share.
enum JudgedElements {
    /// A case's result: one element, or none where it passed.
    static func result(
        of judged: JudgedCase,
        kind: String,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        switch judged.outcome {
        case .passed: break
        case .failed(let message):
            let attributes = [("message", line(message)), ("type", kind)]
            try writer.element("failure", attributes: attributes, text: text(of: judged))
        case .skipped(let reason):
            let attributes = [("message", line(reason))]
            try writer.element("skipped", attributes: attributes, text: text(of: judged))
        }
    }

    /// What there is to read about a case that passed.
    static func output(
        of judged: JudgedCase,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let text = text(of: judged)
        guard case .passed = judged.outcome, !text.isEmpty else { return }
        try writer.element("system-out", text: text)
    }

    /// All that is to be said of a case, as readers take it.
    static func text(of judged: JudgedCase) -> String {
        JUnitElements.cut(PlainText.lines(judged.text).joined(separator: "\n"))
    }

    /// The counts of cases, and no time: judging takes none.
    static func counts(
        _ tests: Int,
        failures: Int,
        skipped: Int,
        to writer: inout XMLStreamWriter
    ) throws(XMLProblem) {
        let counts = [
            ("tests", tests), ("failures", failures), ("errors", 0), ("skipped", skipped),
        ]
        for (name, count) in counts { try writer.attribute(name, String(count)) }
    }

    private static func line(_ text: String) -> String { PlainText.oneLine(text, limit: 4096) }
}
