internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let maxBytes = ValidatorDeclaration(
        "max_bytes",
        .size,
        summary: "Together they take no more than this.",
        decode: { value, _ in value.node.size.map(Validator.maxBytes) }
    )
}
