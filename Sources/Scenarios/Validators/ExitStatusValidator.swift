internal import Shapes
internal import Workflows

extension ValidatorDeclaration {
    static let exitStatus = ValidatorDeclaration(
        "exit_status",
        .singleOrList(.integer(0...255)),
        summary: "The agent's process ended with this status or one of these.",
        decode: { value, _ in .exitStatus(Set(value.node.itemsOrSelf.compactMap(\.integer))) }
    )
}
