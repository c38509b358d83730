internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let matches = ValidatorDeclaration(
        "matches",
        .text,
        summary: "One of them matches this regular expression.",
        decode: { value, problems in
            problems.pattern(value.node, value.path).map(Validator.matches)
        }
    )
}
