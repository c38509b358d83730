internal import Shapes
internal import Yams

extension NodeComposer {
    private static let mergeKey =
        "merge keys (<<) are not supported; extends: FILE merges another file's keys under this one's"

    /// The name that a key represents; `nil`, with a problem, if it is not text.
    mutating func name(
        of key: Yams.Node,
        at location: SourceLocation,
        path: NodePath
    ) -> String? {
        guard case .scalar(let scalar) = key else {
            report("expected a text as key, found a list or mapping", at: location, path: path)
            return nil
        }
        if scalar.style == .plain, let alias = masked.aliasName(plain: scalar.string) {
            report("expected a text as key, found the alias *\(alias)", at: location, path: path)
            return nil
        }
        // Yams tags every key as a string when it looks for duplicates, `1` and `null` too.
        let isPlain = scalar.style == .plain && scalar.tag.rawValue == Tag.Name.str.rawValue
        let tag = isPlain ? .implicit : Tag.Name(rawValue: scalar.tag.rawValue)
        let resolved = resolve(scalar, tag: tag, at: location, path: path)
        if let anchor = scalar.anchor {
            let node = SourceNode(location: location, content: .scalar(resolved))
            anchors[anchor.rawValue] = Composed(node: node, size: 1, height: 0)
        }
        if scalar.style == .plain, resolved.text == "<<" {
            report(Self.mergeKey, at: location, path: path)
            return nil
        }
        guard resolved.value == .string else {
            let found = SourceNode(location: location, content: .scalar(resolved)).found
            let message = "expected a text as key, found \(found); put it in quotes"
            report(message, at: location, path: path)
            return nil
        }
        return resolved.text
    }

    mutating func resolve(
        _ scalar: Yams.Node.Scalar,
        tag: Tag.Name,
        at location: SourceLocation,
        path: NodePath
    ) -> SourceNode.Scalar {
        let text = masked.restore(scalar.string)
        let style: SourceNode.Style = scalar.style == .plain ? .plain : .quoted
        let plain = SourceNode.Value(plain: text)
        let value: SourceNode.Value
        switch (tag, plain) {
        case (.implicit, _): value = style == .plain ? plain : .string
        case (.str, _), (.nonSpecific, _): value = .string
        case (.null, .null), (.bool, .boolean), (.int, .integer), (.float, .number): value = plain
        case (.float, .integer(let integer)): value = .number(Double(integer))
        case (.null, _), (.bool, _), (.int, _), (.float, _):
            value = plain
            let message = "expected a value that fits \(tag.shown), found \(text.quoted)"
            report(message, at: location, path: path)
        default:
            value = plain
            report("unknown tag \(tag.shown)", at: location, path: path)
        }
        return SourceNode.Scalar(text: text, style: style, value: value)
    }

    mutating func checkTag(
        _ tag: Tag,
        is expected: Tag.Name,
        at location: SourceLocation,
        path: NodePath
    ) {
        let name = Tag.Name(rawValue: tag.rawValue)
        if name == .implicit || name == .nonSpecific || name == expected { return }
        report("unknown tag \(name.shown)", at: location, path: path)
    }
}

extension Tag.Name {
    /// The tag as users write it: `!!int` or `!secret`.
    fileprivate var shown: String {
        let standard = "tag:yaml.org,2002:"
        let isStandard = rawValue.hasPrefix(standard)
        return (isStandard ? "!!" + rawValue.dropFirst(standard.count) : rawValue).shortened
    }
}
