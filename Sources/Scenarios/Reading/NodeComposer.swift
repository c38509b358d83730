internal import Shapes
internal import Yams

/// Builds our tree from Yams' nodes: resolves scalars and aliases, checks keys, keeps the limits.
struct NodeComposer {
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
    let masked: MaskedText
    private let file: String
    var anchors: [String: Composed] = [:]
    private var count = 0

    init(masked: MaskedText, file: String) {
        self.masked = masked
        self.file = file
    }

    /// The tree under a root.
    ///
    /// - Throws: The limit that was exceeded; other mistakes are gathered in `problems`.
    mutating func compose(_ root: Yams.Node) throws(Problem) -> SourceNode {
        try compose(root, path: NodePath(), depth: 0).node
    }

    private mutating func compose(
        _ node: Yams.Node,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        let location = location(of: node)
        if case .scalar(let scalar) = node, scalar.style == .plain,
            let name = masked.aliasName(plain: scalar.string)
        {
            return try alias(name, at: location, path: path, depth: depth)
        }
        try add(1, at: location)
        let composed: Composed
        switch node {
        case .scalar(let scalar):
            let tag = Tag.Name(rawValue: scalar.tag.rawValue)
            let resolved = resolve(scalar, tag: tag, at: location, path: path)
            let node = SourceNode(location: location, content: .scalar(resolved))
            composed = Composed(node: node, size: 1, height: 0)
        case .sequence(let sequence):
            checkTag(sequence.tag, is: .seq, at: location, path: path)
            try checkDepth(depth + 1, at: location)
            composed = try compose(sequence, at: location, path: path, depth: depth + 1)
        case .mapping(let mapping):
            checkTag(mapping.tag, is: .map, at: location, path: path)
            try checkDepth(depth + 1, at: location)
            composed = try compose(mapping, at: location, path: path, depth: depth + 1)
        case .alias(let alias):
            composed = try self.alias(
                alias.anchor.rawValue,
                at: location,
                path: path,
                depth: depth
            )
        }
        if let anchor = node.anchor { anchors[anchor.rawValue] = composed }
        return composed
    }

    private mutating func compose(
        _ sequence: Yams.Node.Sequence,
        at location: SourceLocation,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        var result = Composed(node: .null(at: location), size: 1, height: 1)
        var items: [SourceNode] = []
        for (index, item) in sequence.enumerated() {
            let composed = try compose(item, path: path.index(index), depth: depth)
            items.append(composed.node)
            result.include(composed)
        }
        result.node = SourceNode(location: location, content: .sequence(items))
        return result
    }

    private mutating func compose(
        _ mapping: Yams.Node.Mapping,
        at location: SourceLocation,
        path: NodePath,
        depth: Int
    ) throws(Problem) -> Composed {
        var result = Composed(node: .null(at: location), size: 1, height: 1)
        var entries: [SourceNode.Entry] = []
        var lines: [String: Int] = [:]
        for (keyNode, valueNode) in mapping {
            let keyLocation = self.location(of: keyNode)
            try add(1, at: keyLocation)
            result.size += 1
            let key = name(of: keyNode, at: keyLocation, path: path)
            let valuePath = key.map(path.key) ?? path
            let value = try compose(valueNode, path: valuePath, depth: depth)
            result.include(value)
            guard let key else { continue }
            if let line = lines[key] {
                let message = "duplicate key \(key.quoted), first used on line \(line)"
                report(message, at: keyLocation, path: valuePath)
            } else {
                lines[key] = keyLocation.line
                entries.append(
                    SourceNode.Entry(key: key, keyLocation: keyLocation, value: value.node)
                )
            }
        }
        result.node = SourceNode(location: location, content: .mapping(entries))
        return result
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

    private func checkDepth(_ depth: Int, at location: SourceLocation) throws(Problem) {
        guard depth <= YAMLLimits.maximumDepth else {
            throw Problem(location: location, message: Self.tooDeep)
        }
    }

    mutating func report(_ message: String, at location: SourceLocation, path: NodePath) {
        problems.append(Problem(location: location, path: path.description, message: message))
    }

    private func location(of node: Yams.Node) -> SourceLocation {
        SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
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
