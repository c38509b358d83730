internal import Shapes

extension NodeComposer {
    private static let mergeKey =
        "merge keys (<<) are not supported; extends: FILE merges another file's keys under this one's"

    /// The name that a key represents; `nil`, with a problem, if it is not text.
    mutating func name(of key: YAMLEvent.Node, path: NodePath) -> String? {
        let location = key.location
        switch key.kind {
        case .sequence, .mapping:
            report("expected a text as key, found a list or mapping", at: location, path: path)
            return nil
        case .alias(let alias):
            report("expected a text as key, found the alias *\(alias)", at: location, path: path)
            return nil
        case .scalar(let text, let style):
            let scalar = resolve(text, style: style, tag: key.tag, at: location, path: path)
            let node = SourceNode(location: location, content: .scalar(scalar))
            if let anchor = key.anchor {
                anchors[anchor] = Composed(node: node, size: 1, height: 0)
            }
            if style == .plain, text == "<<" {
                report(Self.mergeKey, at: location, path: path)
                return nil
            }
            guard scalar.value == .string else {
                let message = "expected a text as key, found \(node.found); put it in quotes"
                report(message, at: location, path: path)
                return nil
            }
            return text
        }
    }

    mutating func resolve(
        _ text: String,
        style: SourceNode.Style,
        tag: YAMLTag?,
        at location: SourceLocation,
        path: NodePath
    ) -> SourceNode.Scalar {
        let plain = SourceNode.Value(plain: text)
        let value: SourceNode.Value
        switch (tag, plain) {
        case (nil, _): value = style == .plain ? plain : .string
        case (.string?, _), (.nonSpecific?, _): value = .string
        case (.null?, .null), (.boolean?, .boolean), (.integer?, .integer), (.number?, .number):
            value = plain
        case (.number?, .integer(let integer)): value = .number(Double(integer))
        case (let tag?, _):
            value = plain
            let isKnown = [.null, .boolean, .integer, .number].contains(tag)
            let message =
                isKnown
                ? "expected a value that fits \(tag.shown), found \(text.quoted)"
                : "unknown tag \(tag.shown)"
            report(message, at: location, path: path)
        }
        return SourceNode.Scalar(text: text, style: style, value: value)
    }

    mutating func checkTag(of node: YAMLEvent.Node, is expected: YAMLTag, path: NodePath) {
        guard let tag = node.tag, tag != .nonSpecific, tag != expected else { return }
        report("unknown tag \(tag.shown)", at: node.location, path: path)
    }
}
