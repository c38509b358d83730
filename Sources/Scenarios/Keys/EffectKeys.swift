internal import Shapes
internal import Workflows

/// What an effect may hold where its name alone does not do.
enum EffectKeys {
    static let item = Shape.anyOf(
        description: "an effect's name, or name and idempotent",
        [.text, .object([name.field, idempotent.field])]
    )

    static let name = Key(
        "name",
        .text,
        required: true,
        example: "charge",
        doc: "What the effect is called."
    )
    static let idempotent = Key(
        "idempotent",
        .boolean,
        default: true,
        doc: "Whether the other side knows a repetition by its key, and does nothing then."
    )

    /// The effects of a list; a name that is empty is a mistake.
    static func decode(
        _ nodes: [SourceNode],
        at path: String,
        _ problems: inout ProblemList
    ) -> [AgentEffect] {
        nodes.enumerated().compactMap { index, node in
            guard let name = node.text ?? node[EffectKeys.name] else { return nil }
            guard !name.isEmpty else {
                problems.add(node, "\(path)[\(index)]", "expected a name, found an empty text")
                return nil
            }
            let isIdempotent = node.text == nil ? node[idempotent] ?? true : true
            return AgentEffect(name, isIdempotent: isIdempotent)
        }
    }
}
