internal import Shapes
package import Workflows

/// Exactly these patterns were found.
package struct PatternsExpectation: RunCondition {
    /// Their names.
    package let names: Set<String>

    /// Expects these patterns and no others.
    package init(_ names: Set<String>) {
        self.names = names
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found = evidence.record.patterns
        guard found != names else { return nil }
        return ("patterns \(Self.list(names))", Self.list(found))
    }

    private static func list(_ names: Set<String>) -> String {
        "[\(names.sorted().joined(separator: ", "))]"
    }
}

extension ExpectationKeys {
    static let patterns = ExpectationKey(
        "patterns",
        .list(.text),
        doc: "The patterns that were found, such as repeated_rate_limit."
    ) { entry, _, problems in
        let prefix = "repeated_"
        for (index, item) in entry.node.items.enumerated() {
            guard let text = item.text, !text.hasPrefix(prefix) || text.count == prefix.count else {
                continue
            }
            problems.add(
                item,
                "\(entry.path)[\(index)]",
                "expected \(prefix) and a kind of failure, such as repeated_rate_limit, "
                    + "found \"\(text)\""
            )
        }
        let names = Set(entry.node.items.compactMap(\.text))
        return [Expectation(PatternsExpectation(names), at: entry.place)]
    }
}
