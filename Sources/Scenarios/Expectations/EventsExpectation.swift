internal import Shapes
package import Workflows

/// These events happened in this order, others between them.
package struct EventsExpectation: RunCondition {
    /// What the events have.
    package let patterns: [EventPattern]

    /// Expects these events.
    package init(_ patterns: [EventPattern]) {
        self.patterns = patterns
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        var rest = patterns[...]
        for event in evidence.trace.events {
            if let next = rest.first, next.matches(event) { rest = rest.dropFirst() }
        }
        guard let first = rest.first else { return nil }
        let seen = patterns.count - rest.count
        return (
            "the event \(first.text)",
            seen == 0 ? "none" : "none after \(patterns[seen - 1].text)"
        )
    }
}

/// An event with some of its fields.
package struct EventPattern: Sendable, Equatable {
    /// The event's kind.
    package let kind: String
    /// The fields that must have these values, written as in the line.
    package let fields: [String: String]

    /// Describes an event.
    package init(kind: String, fields: [String: String] = [:]) {
        self.kind = kind
        self.fields = fields
    }

    /// Whether an event has the kind and the fields.
    package func matches(_ event: Event) -> Bool {
        guard event.kindName == kind else { return false }
        var open = fields
        event.forEachField { name, value in
            let text =
                switch value {
                case .text(let text): text
                case .integer(let number): String(number)
                }
            if open[name.description] == text { open[name.description] = nil }
        }
        return open.isEmpty
    }

    /// The pattern as a person writes it.
    package var text: String {
        let details = fields.sorted { $0.key < $1.key }.map { ", \($0.key): \($0.value)" }
        return "{kind: \(kind)\(details.joined())}"
    }
}

extension ExpectationKeys {
    static let events = ExpectationKey(
        "events",
        .list(.map(of: .scalar, keyName: "field"), min: 1),
        doc: "Events that happen in this order, others between them."
    ) { entry, _, problems in
        var patterns: [EventPattern] = []
        for (index, item) in entry.node.items.enumerated() {
            if let pattern = pattern(item, "\(entry.path)[\(index)]", &problems) {
                patterns.append(pattern)
            }
        }
        return patterns.isEmpty ? [] : [Expectation(EventsExpectation(patterns), at: entry.place)]
    }

    /// What an entry of `events` needs.
    private static let eventKind = Key(
        "kind",
        .part(.text),
        required: true,
        doc: "The event's kind."
    )

    private static func pattern(
        _ node: SourceNode,
        _ path: String,
        _ problems: inout ProblemList
    ) -> EventPattern? {
        guard let kind = node[eventKind], let name = kind.text else {
            problems.add(node, path, "expected the key \"kind\", found none")
            return nil
        }
        if !Event.kindNames.contains(name) {
            problems.unknown("an event's kind", name, among: Event.kindNames, kind, path)
        }
        let fields = node.without(eventKind).entries
            .compactMap { entry in entry.value.text.map { (entry.key, $0) } }
        return EventPattern(
            kind: name,
            fields: Dictionary(fields, uniquingKeysWith: { first, _ in first })
        )
    }
}
