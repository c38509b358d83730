internal import Invariants
internal import Shapes

/// Which invariants are judged: all, those of a list, or all but those of a list.
enum InvariantKeys {
    /// `all` is without those that need a second execution: they have to be named.
    static let names = Form.list(
        Form<Invariant>.choice { $0.summary }
    )
    static let except = Key(
        "except",
        names,
        required: true,
        example: "[request_budget]",
        doc: "All but these."
    )
    static let shape = Shape.anyOf(
        description: "all, a list of invariants or {except: [NAME…]}",
        [.choice(["all"]), names.shape, .object([except.field])]
    )

    /// The invariants that a value names.
    static func chosen(by node: SourceNode?) -> [Invariant] {
        guard let node, node.text != "all" else { return Invariant.standard }
        if let left = node[except] { return Invariant.standard.filter { !left.contains($0) } }
        let named = names.read(node) ?? []
        return Invariant.allCases.filter { named.contains($0) }
    }
}
