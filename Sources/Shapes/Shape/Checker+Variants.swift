/// The three kinds of node, by which a form is chosen.
private enum NodeKind: CaseIterable {
    case scalar
    case sequence
    case mapping
}

extension SourceNode {
    private var kind: NodeKind {
        switch content {
        case .scalar: .scalar
        case .sequence: .sequence
        case .mapping: .mapping
        }
    }

    fileprivate func isKind(of shape: Shape) -> Bool { shape.kinds.contains(kind) }
}

extension Shape {
    fileprivate var kinds: Set<NodeKind> {
        switch self {
        case .list: [.sequence]
        case .singleOrList(let item): item.kinds.union([.sequence])
        case .map, .object: [.mapping]
        case .tagged(let fields):
            fields.contains(where: \.canStandBare) ? [.scalar, .mapping] : [.mapping]
        case .anyOf(_, let variants): variants.reduce(into: []) { $0.formUnion($1.kinds) }
        case .any: Set(NodeKind.allCases)
        case .named(_, let shape): shape().kinds
        default: [.scalar]
        }
    }

    /// The keys that a mapping of this shape may have; nil where the user chooses them.
    fileprivate var knownKeys: [String]? {
        switch self {
        case .object(let fields, _), .tagged(let fields): fields.map(\.key)
        case .named(_, let shape): shape().knownKeys
        case .singleOrList(let item): item.knownKeys
        case .anyOf(_, let variants):
            variants.reduce([]) { keys, variant in
                guard let keys, variant.kinds.contains(.mapping) else { return keys }
                return variant.knownKeys.map { keys + $0 }
            }
        default: nil
        }
    }
}

extension Checker {
    mutating func checkVariants(
        _ node: SourceNode,
        _ description: String,
        _ variants: [Shape],
        _ path: NodePath
    ) {
        let candidates = variants.filter(node.isKind)
        if candidates.count == 1, let only = candidates.first { return check(node, only, path) }
        var attempts: [(shape: Shape, checker: Checker)] = []
        for candidate in candidates {
            var attempt = Checker()
            attempt.check(node, candidate, path)
            if attempt.problems.isEmpty { return }
            attempts.append((candidate, attempt))
        }
        switch node.content {
        case .sequence:
            if let first = attempts.first { return adopt(first.checker) }
        case .mapping(let entries) where !entries.isEmpty:
            if let chosen = Self.choose(attempts, for: entries) { return adopt(chosen) }
            if let first = entries.first, !candidates.isEmpty {
                reportUnknownKey(first, candidates.flatMap { $0.knownKeys ?? [] }, path)
                return
            }
        default:
            // A near miss of a word says more than the list of forms.
            let nearMiss = attempts.first { $0.checker.problems.contains(where: \.isNearMiss) }
            if let nearMiss { return adopt(nearMiss.checker) }
        }
        report("expected \(description), found \(node.found)", at: node.location, path)
    }

    /// The attempt with the form that was meant: it knows most of the mapping's keys and, of
    /// those that know equally many, has the fewest mistakes.
    private static func choose(
        _ attempts: [(shape: Shape, checker: Checker)],
        for entries: [SourceNode.Entry]
    ) -> Checker? {
        var best: (known: Int, checker: Checker)?
        for attempt in attempts {
            let keys = attempt.shape.knownKeys
            let known = entries.count { keys?.contains($0.key) ?? false }
            if keys != nil, known == 0 { continue }
            guard let current = best else {
                best = (known, attempt.checker)
                continue
            }
            let isFewer = attempt.checker.problems.count < current.checker.problems.count
            if known > current.known || (known == current.known && isFewer) {
                best = (known, attempt.checker)
            }
        }
        return best?.checker
    }
}

extension Problem {
    fileprivate var isNearMiss: Bool { message.hasSuffix("?") }
}
