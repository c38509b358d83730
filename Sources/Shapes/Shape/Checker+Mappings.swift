extension Checker {
    mutating func checkObject(
        _ node: SourceNode,
        _ fields: [Field],
        _ groups: [KeyGroup],
        _ path: NodePath
    ) {
        guard case .mapping(let entries) = node.content else {
            return reportMismatch(node, .object(fields), path)
        }
        // A key that a misspelt one was meant to be isn't reported as missing too.
        var accounted: [String] = []
        for entry in entries {
            accounted.append(entry.key)
            // A mapping has few keys: a look at each costs less than a table of all that there could be.
            if let field = fields.first(where: { $0.key == entry.key }) {
                check(entry.value, field.shape, path.key(entry.key))
            } else if let meant = reportUnknownKey(entry, fields.map(\.key), path) {
                accounted.append(meant)
            }
        }
        for field in fields where field.isRequired && !accounted.contains(field.key) {
            report(Self.missing(field.key), at: node.location, path)
        }
        for group in groups { checkGroup(group, node, accounted, path) }
    }

    /// The message for a required key that is missing.
    package static func missing(_ key: String) -> String { "missing required key \(key.quoted)" }

    private mutating func checkGroup(
        _ group: KeyGroup,
        _ node: SourceNode,
        _ accounted: [String],
        _ path: NodePath
    ) {
        if group.isRequired, !group.keys.contains(where: accounted.contains) {
            report("missing one of the keys \(group.keys.listed)", at: node.location, path)
        }
        let present = node.entries.filter { group.keys.contains($0.key) }
        guard let first = present.first else { return }
        for other in present.dropFirst() {
            let message = "excludes \(first.key.quoted) beside it; keep one of them"
            report(message, at: other.keyLocation, path.key(other.key))
        }
    }

    /// Reports a key that isn't known; answers with the one that was probably meant.
    @discardableResult
    mutating func reportUnknownKey(
        _ entry: SourceNode.Entry,
        _ known: [String],
        _ path: NodePath
    ) -> String? {
        // Docker Compose keeps in such keys what anchors share.
        let isExtension = entry.key.hasPrefix("x-")
        let meant = isExtension ? nil : NearestName.find(entry.key, among: known)
        let hint =
            isExtension
            ? "what files share goes into one of its own, which each of them extends (extends: FILE)"
            : meant.map { "did you mean \"\($0)\"?" }
                ?? (known.isEmpty ? "no keys are known here" : "known keys: \(known.listed)")
        report(
            "unknown key \(entry.key.quoted); \(hint)",
            at: entry.keyLocation,
            path.key(entry.key)
        )
        return meant
    }

    mutating func checkTagged(_ node: SourceNode, _ fields: [Field], _ path: NodePath) {
        let known = fields.map(\.key)
        switch node.content {
        case .scalar:
            checkBareTag(node, fields, path)
        case .sequence:
            report("expected one of \(known.listed); found a list", at: node.location, path)
        case .mapping(let entries):
            guard let first = entries.first else {
                let message = "expected one of \(known.listed); found an empty mapping"
                return report(message, at: node.location, path)
            }
            for entry in entries {
                if let field = fields.first(where: { $0.key == entry.key }) {
                    check(entry.value, field.shape, path.key(entry.key))
                } else {
                    reportUnknownKey(entry, known, path)
                }
            }
            for other in entries.dropFirst() where known.contains(other.key) {
                let message = "excludes \(first.key.quoted) beside it; keep one of them"
                report(message, at: other.keyLocation, path.key(other.key))
            }
        }
    }

    private mutating func checkBareTag(_ node: SourceNode, _ fields: [Field], _ path: NodePath) {
        let known = fields.map(\.key)
        guard let name = node.string, let field = fields.first(where: { $0.key == name }) else {
            let hint = NearestName.suggestion(node.text ?? "", among: known)
            let message = "expected one of \(known.listed); found \(node.found)\(hint)"
            return report(message, at: node.location, path)
        }
        guard !field.canStandBare else { return }
        report("\(name.quoted) needs a value: {\(name): …}", at: node.location, path)
    }
}

extension Field {
    /// Whether a tagged value may name the field alone, because it needs nothing in it.
    var canStandBare: Bool {
        let nowhere = SourceLocation(file: "", line: 1, column: 1)
        return Checker.accepts(SourceNode(location: nowhere, content: .mapping([])), shape)
    }
}
