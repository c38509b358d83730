internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let contains = ValidatorDeclaration(
        "contains",
        .scalar,
        summary: "The output or one of its files contains this text.",
        decode: { value, _ in value.node.text.map(Validator.contains) }
    )
}
