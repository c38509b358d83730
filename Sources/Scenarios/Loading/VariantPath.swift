internal import Shapes

/// The path of a key in a scenario file, as a matrix names it: `config.retry.max_attempts`, `runs.cold.repeat`.
struct VariantPath: Equatable {
    /// One step from a node to a part of it.
    enum Step: Equatable {
        /// To the value under a key, or to the entry of a list with this name or id.
        case key(String)
        /// To the entry of a list, counted from zero.
        case index(Int)
    }

    let steps: [Step]

    /// Reads a path; `nil` if the text is none. A name with a dot in it is written `agents["a.b"]`.
    init?(_ text: String) {
        var steps: [Step] = []
        var rest = text[...]
        while !rest.isEmpty {
            guard let step = Self.next(&rest, isFirst: steps.isEmpty) else { return nil }
            steps.append(step)
        }
        guard !steps.isEmpty else { return nil }
        self.steps = steps
    }

    private static func next(_ rest: inout Substring, isFirst: Bool) -> Step? {
        if rest.hasPrefix("[\"") {
            guard let end = rest.dropFirst(2).firstRange(of: "\"]") else { return nil }
            let name = String(rest.dropFirst(2)[..<end.lowerBound])
            rest = rest[end.upperBound...]
            return .key(name)
        }
        if rest.first == "[" {
            let digits = rest.dropFirst().prefix { $0 != "]" }
            rest = rest.dropFirst(digits.count + 2)
            guard digits.utf8.allSatisfy(\.isASCIIDigit) else { return nil }
            return Int(digits).map { .index($0) }
        }
        if !isFirst {
            guard rest.first == "." else { return nil }
            rest.removeFirst()
        }
        let word = rest.prefix { $0 != "." && $0 != "[" }
        guard !word.isEmpty else { return nil }
        rest = rest.dropFirst(word.count)
        return .key(String(word))
    }

    /// Whether another path leads to this place or into it.
    func contains(_ other: VariantPath) -> Bool { other.steps.starts(with: steps) }
}

extension UInt8 {
    fileprivate var isASCIIDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension VariantPath {
    /// The tree with a value at this path; `nil` where something on the way has no parts.
    func placing(_ value: SourceNode, in root: SourceNode) -> SourceNode? {
        Self.placing(value, at: steps[...], in: root)
    }

    private static func placing(
        _ value: SourceNode,
        at steps: ArraySlice<Step>,
        in node: SourceNode?
    ) -> SourceNode? {
        guard let step = steps.first else { return value }
        let rest = steps.dropFirst()
        guard let node, !node.isNull else {
            guard case .key(let key) = step, let part = placing(value, at: rest, in: nil) else {
                return nil
            }
            let entry = SourceNode.Entry(key: key, keyLocation: value.location, value: part)
            return SourceNode(location: value.location, content: .mapping([entry]))
        }
        switch (node.content, step) {
        case (.mapping(var entries), .key(let key)):
            let place = entries.firstIndex { $0.key == key }
            let old = place.map { entries[$0].value }
            guard let part = placing(value, at: rest, in: old) else { return nil }
            let location = place.map { entries[$0].keyLocation } ?? value.location
            let entry = SourceNode.Entry(key: key, keyLocation: location, value: part)
            if let place { entries[place] = entry } else { entries.append(entry) }
            return SourceNode(location: node.location, content: .mapping(entries))
        case (.sequence(var items), _):
            guard let place = items.place(of: step),
                let part = placing(value, at: rest, in: items[place])
            else { return nil }
            items[place] = part
            return SourceNode(location: node.location, content: .sequence(items))
        default: return nil
        }
    }
}

extension [SourceNode] {
    /// Where the entry is that a step leads to.
    func place(of step: VariantPath.Step) -> Int? {
        switch step {
        case .index(let index): indices.contains(index) ? index : nil
        case .key(let name): firstIndex { $0.itemName == name }
        }
    }
}

extension SourceNode {
    /// What an entry of a list goes by: its name or its id.
    var itemName: String? { value(named: "name")?.text ?? value(named: "id")?.text }
}
