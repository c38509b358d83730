internal import Shapes

/// Builds our tree from libyaml's events: resolves scalars and aliases, checks keys, keeps the
/// limits.
struct NodeComposer: ~Copyable {
    static let tooDeep =
        "expected at most \(YAMLLimits.maximumDepth) lists and mappings in one another, found more"

    /// A finished node with what it adds to the limits wherever it is used.
    struct Composed {
        var node: SourceNode
        var size: Int
        var height: Int

        mutating func include(_ part: Self) {
            size += part.size
            height = max(height, part.height + 1)
        }
    }

    /// The mistakes after which composing could continue.
    private(set) var problems: [Problem] = []
    private let parser: YAMLParser
    var anchors: [String: Composed] = [:]
    private var count = 0

    init(_ parser: consuming YAMLParser) {
        self.parser = parser
    }

    /// The tree of the text's only document.
    ///
    /// - Throws: The first mistake in the syntax or the limit that was exceeded; other mistakes
    ///   are gathered in `problems`.
    mutating func compose() throws(Problem) -> SourceNode {
        var root: SourceNode?
        while true {
            switch try parser.next() {
            case .boundary:
                continue
            case .document(let location) where root != nil:
                let message = "expected a single document, found a second one"
                throw Problem(location: location, message: message)
            case .document(let location):
                root = .null(at: location)
            case .node(let node):
                root = try compose(node, path: NodePath(), depth: 0).node
            case .endOfText:
                if let root { return root }
                throw Problem(
                    location: SourceLocation(file: parser.file, line: 1, column: 1),
                    message: "expected a YAML document, found an empty file"
                )
            }
        }
    }

    private mutating func compose(
        _ node: YAMLEvent.Node,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        let location = node.location
        let composed: Composed
        switch node.kind {
        case .alias(let name):
            return try alias(name, at: location, path: path, depth: depth)
        case .scalar(let text, let style):
            try add(1, at: location)
            let scalar = resolve(text, style: style, tag: node.tag, at: location, path: path)
            let node = SourceNode(location: location, content: .scalar(scalar))
            composed = Composed(node: node, size: 1, height: 0)
        case .sequence:
            checkTag(of: node, is: .sequence, path: path)
            try enter(depth + 1, at: location)
            composed = try sequence(at: location, path: path, depth: depth + 1)
        case .mapping:
            checkTag(of: node, is: .mapping, path: path)
            try enter(depth + 1, at: location)
            composed = try mapping(at: location, path: path, depth: depth + 1)
        }
        if let anchor = node.anchor { anchors[anchor] = composed }
        return composed
    }

    private mutating func sequence(
        at location: SourceLocation,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        var result = Composed(node: .null(at: location), size: 1, height: 1)
        var items: [SourceNode] = []
        while case .node(let item) = try parser.next() {
            let composed = try compose(item, path: path.index(items.count), depth: depth)
            items.append(composed.node)
            result.include(composed)
        }
        result.node = SourceNode(location: location, content: .sequence(items))
        return result
    }

    private mutating func mapping(
        at location: SourceLocation,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        var result = Composed(node: .null(at: location), size: 1, height: 1)
        var entries: [SourceNode.Entry] = []
        var lines: [String: Int] = [:]
        while case .node(let keyNode) = try parser.next() {
            try add(1, at: keyNode.location)
            result.size += 1
            let key = name(of: keyNode, path: path)
            if key == nil { try skipParts(of: keyNode) }
            let valuePath = key.map(path.key) ?? path
            guard case .node(let valueNode) = try parser.next() else { break }
            let value = try compose(valueNode, path: valuePath, depth: depth)
            result.include(value)
            guard let key else { continue }
            if let line = lines[key] {
                let message = "duplicate key \(key.quoted), first used on line \(line)"
                report(message, at: keyNode.location, path: valuePath)
            } else {
                lines[key] = keyNode.location.line
                entries.append(
                    SourceNode.Entry(key: key, keyLocation: keyNode.location, value: value.node)
                )
            }
        }
        result.node = SourceNode(location: location, content: .mapping(entries))
        return result
    }

    /// Passes over everything in a list or mapping.
    private func skipParts(of node: YAMLEvent.Node) throws(Problem) {
        var open = node.hasParts ? 1 : 0
        while open > 0 {
            switch try parser.next() {
            case .node(let part): open += part.hasParts ? 1 : 0
            case .boundary: open -= 1
            case .document, .endOfText: return
            }
        }
    }

    private mutating func alias(
        _ name: String,
        at location: SourceLocation,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        guard !name.isEmpty, name.utf8.allSatisfy(\.isWordByte) else {
            let message = "expected an alias such as *name, found \("*\(name)".quoted)"
            report(message + "; put text in quotes", at: location, path: path)
            return Composed(node: .null(at: location), size: 1, height: 0)
        }
        guard let target = anchors[name] else {
            report("alias *\(name) has no anchor &\(name) before it", at: location, path: path)
            return Composed(node: .null(at: location), size: 1, height: 0)
        }
        try add(target.size, at: location)
        try checkDepth(depth + target.height, at: location)
        return target
    }

    private mutating func add(_ nodes: Int, at location: SourceLocation) throws(Problem) {
        count += nodes
        guard count <= YAMLLimits.maximumNodes else {
            let limit = YAMLLimits.maximumNodes
            let message = "expected at most \(limit) nodes, aliases counted in full, found more"
            throw Problem(location: location, message: message)
        }
    }

    /// Counts a list or mapping that starts.
    private mutating func enter(_ depth: Int, at location: SourceLocation) throws(Problem) {
        try add(1, at: location)
        try checkDepth(depth, at: location)
    }

    private func checkDepth(_ depth: Int, at location: SourceLocation) throws(Problem) {
        guard depth <= YAMLLimits.maximumDepth else {
            throw Problem(location: location, message: Self.tooDeep)
        }
    }

    mutating func report(_ message: String, at location: SourceLocation, path: NodePath) {
        problems.append(Problem(location: location, path: path.description, message: message))
    }
}

extension SourceNode {
    fileprivate static func null(at location: SourceLocation) -> SourceNode {
        SourceNode(
            location: location,
            content: .scalar(Scalar(text: "", style: .plain, value: .null))
        )
    }
}
