internal import JSON
package import Patterns

/// The output is JSON, with values at paths in it.
package struct JSONContent: OutputCondition {
    /// The values; none where any JSON will do.
    package let values: [JSONPathValue]

    /// Expects JSON with these values.
    package init(_ values: [JSONPathValue]) {
        self.values = values
    }

    package var description: String {
        "json" + values.map { " \($0.path) = \($0.value.text)" }.joined(separator: ",")
    }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        guard let json = JSONValue(parsing: output.text) else { return Self.noJSON(in: output) }
        for expected in values {
            guard let found = expected.mismatch(in: json) else { continue }
            return "expected \(expected.path) = \(expected.value.text), found \(found)"
        }
        return nil
    }

    /// The message for an output that is not JSON.
    static func noJSON(in output: PhaseOutput) -> String {
        "expected JSON, found \"\(BoundedMessage.start(of: output.text, 80))\""
    }
}

extension Validator {
    /// The output is JSON, with these values in it.
    package static func json(_ values: [JSONPathValue]) -> Validator {
        .condition(JSONContent(values))
    }
}
