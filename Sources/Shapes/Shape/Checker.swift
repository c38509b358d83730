/// Holds a tree against a shape and gathers everything that doesn't fit.
package struct Checker {
    private(set) var problems: [Problem] = []

    /// Adds to `problems` each place of the tree that the shape doesn't allow.
    ///
    /// - Parameter path: Where the node is, if it is not a root.
    package static func check(
        _ node: SourceNode,
        against shape: Shape,
        at path: NodePath = NodePath(),
        into problems: inout [Problem]
    ) {
        var checker = Checker()
        checker.check(node, shape, path)
        problems += checker.problems
    }

    /// Throws all mistakes of the tree at once, if there are any.
    package static func check(_ node: SourceNode, against shape: Shape) throws(Problems) {
        var problems: [Problem] = []
        check(node, against: shape, into: &problems)
        if !problems.isEmpty { throw Problems(problems) }
    }

    /// Whether the tree fits the shape.
    package static func accepts(_ node: SourceNode, _ shape: Shape) -> Bool {
        var checker = Checker()
        checker.check(node, shape, NodePath())
        return checker.problems.isEmpty
    }

    mutating func check(_ node: SourceNode, _ shape: Shape, _ path: NodePath) {
        switch shape {
        case .named(_, let inner): check(node, inner(), path)
        case .any: break
        case .list(let item, let minimum):
            checkList(node, item, minimum, shape, path)
        case .singleOrList(let item):
            if case .sequence = node.content {
                checkList(node, item, 1, .list(item, min: 1), path)
            } else {
                check(node, item, path)
            }
        case .map(let value, _):
            guard case .mapping(let entries) = node.content else {
                return reportMismatch(node, shape, path)
            }
            for entry in entries { check(entry.value, value, path.key(entry.key)) }
        case .object(let fields, let groups):
            checkObject(node, fields, groups, path)
        case .tagged(let fields):
            checkTagged(node, fields, path)
        case .anyOf(let description, let variants):
            checkVariants(node, description, variants, path)
        default:
            if let mistake = shape.scalarMistake(in: node) {
                report(mistake, at: node.location, path)
            }
        }
    }

    private mutating func checkList(
        _ node: SourceNode,
        _ item: Shape,
        _ minimum: Int,
        _ shape: Shape,
        _ path: NodePath
    ) {
        guard case .sequence(let items) = node.content else {
            return reportMismatch(node, shape, path)
        }
        if items.count < minimum {
            let found = items.isEmpty ? "an empty list" : "\(items.count)"
            report("expected \(shape.expectation), found \(found)", at: node.location, path)
        }
        for (index, element) in items.enumerated() { check(element, item, path.index(index)) }
    }

    mutating func reportMismatch(_ node: SourceNode, _ shape: Shape, _ path: NodePath) {
        report("expected \(shape.expectation), found \(node.found)", at: node.location, path)
    }

    mutating func report(_ message: String, at location: SourceLocation, _ path: NodePath) {
        problems.append(Problem(location: location, path: path.description, message: message))
    }

    /// Takes over what another attempt at the same place found.
    mutating func adopt(_ other: Checker) { problems += other.problems }
}
