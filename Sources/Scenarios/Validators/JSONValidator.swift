internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let json = ValidatorDeclaration(
        "json",
        PhaseShape.json,
        summary: "The output is JSON, with these values at JSON paths where it says so.",
        decode: { value, problems in
            if value.node.boolean == false { problems.addNoJSON(value.node, value.path) }
            return .json(problems.values(value.node, value.path).map(\.value))
        }
    )
}
