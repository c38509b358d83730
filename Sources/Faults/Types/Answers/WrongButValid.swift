internal import JSON
internal import Shapes
package import Workflows

/// Replaces an answer, or values in its JSON, by others that look as good.
package struct WrongButValid: Injection {
    private enum Replacement: Sendable, Equatable {
        case text(String)
        case values([JSONPathValue])
    }

    private let replacement: Replacement

    /// Declares another text.
    package init(text: String) {
        replacement = .text(text)
    }

    /// Declares other values by their paths.
    package init(_ values: [JSONPathValue]) {
        replacement = .values(values)
    }

    /// An answer without what is to be replaced stays as it is.
    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        let output = answer.answer.output
        switch replacement {
        case .text(let text): answer.answer.output = output.saying(text)
        case .values(let values):
            guard let json = JSONValue(parsing: output.text) else { return }
            var changed = json
            for value in values {
                changed = changed.replacing(value.path, with: value.value) ?? changed
            }
            // Members may be in another order: what is equal stays as it was written.
            if changed != json { answer.answer.output = output.saying(changed.text) }
        }
    }
}

extension WrongButValid {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "wrong_but_valid",
        places: [.agentOutput: .both],
        parameters: "replace: TEXT, or {JSON PATH: VALUE} (required)",
        shape: .object([replaced.field]),
        summary: "The answer, or a value in its JSON, is another that looks as good.",
        imitates: "a model that is wrong with confidence, or a bit that flipped on the way",
        source: "https://arxiv.org/abs/2102.11245 (Silent Data Corruptions at Scale)",
        remedy: "check what can be checked: totals, references, a second opinion",
        samples: [#"{"replace":"another answer"}"#],
        decode: { node, path, mistakes in
            guard let declared = node[replaced] else { return nil }
            if let text = declared.text { return WrongButValid(text: text) }
            guard !declared.entries.isEmpty else {
                mistakes.add(
                    declared,
                    "\(path).replace",
                    "expected a text, or a JSON path with a value, found neither"
                )
                return nil
            }
            for entry in declared.entries where !JSONValue.isPath(entry.key) {
                mistakes.add(
                    at: entry.keyLocation,
                    "\(path).replace.\(entry.key)",
                    "expected a JSON path such as $.items[0].name, found \"\(entry.key)\""
                )
            }
            return WrongButValid(
                declared.entries.map {
                    JSONPathValue(path: $0.key, equals: JSONValue($0.value))
                }
            )
        }
    )

    private static let replaced = Key(
        "replace",
        .part(
            .anyOf(
                description: "a text, or a mapping from JSON path to value",
                [.text, .map(of: .any, keyName: "path")]
            )
        ),
        required: true,
        example: "{$.total: 0}",
        doc: "The answer instead, or other values by their JSON paths."
    )
}

extension FaultType {
    /// Replaces answers; see `WrongButValid`.
    package static let wrongButValid = WrongButValid.type
}
