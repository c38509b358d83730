extension Field {
    /// How the value may look, in YAML on one line.
    package var exampleText: String { example ?? shape.example(unlike: defaultText) }
}

extension Shape {
    /// A value that fits, in YAML on one line; another one than the default where there is a choice of two.
    func example(unlike standard: String? = nil) -> String {
        switch self {
        case .text, .scalar: "some text"
        case .boolean: standard == "true" ? "false" : "true"
        case .integer(let range): "\(min(max(range.lowerBound, 3), range.upperBound))"
        case .number(let range): "\(min(max(range.lowerBound, 1.5), range.upperBound))"
        case .duration: "30s"
        case .size: "8MiB"
        case .probability: "30%"
        case .integerRange(let bounds):
            "\(min(max(bounds.lowerBound, 1), bounds.upperBound))..\(min(2, bounds.upperBound))"
        case .durationRange: "1s..2s"
        case .percentRange: "50%..80%"
        case .choice(let choices):
            (choices.last { $0.value != standard } ?? choices.last)?.value ?? ""
        case .list(let item, _): "[\(item.example())]"
        case .singleOrList(let item): item.example()
        case .map(let value, let keyName):
            "{\(keyName.replacing(" ", with: "_")): \(value.example())}"
        case .object(let fields, let groups): Self.example(fields, groups)
        case .tagged(let fields): Self.example(Array(fields.prefix(1)), [])
        case .anyOf(_, let variants): variants.first?.example(unlike: standard) ?? ""
        case .any: "1"
        case .named(_, let shape): shape().example()
        }
    }

    /// The keys that have to be there, or else the first one.
    private static func example(_ fields: [Field], _ groups: [KeyGroup]) -> String {
        let chosen = Set(groups.filter(\.isRequired).compactMap(\.keys.first))
        var shown = fields.filter { $0.isRequired || chosen.contains($0.key) }
        if shown.isEmpty { shown = Array(fields.prefix(1)) }
        return "{\(shown.map { "\($0.key): \($0.exampleText)" }.joined(separator: ", "))}"
    }
}
