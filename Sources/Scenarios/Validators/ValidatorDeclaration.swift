internal import Shapes
internal import Workflows

/// A validator as scenario files declare it. One file each.
struct ValidatorDeclaration: Sendable {
    /// The value of a declaration, with what it takes to read it.
    struct Value {
        let node: SourceNode
        /// The keys that lead to it.
        let path: String
        let files: ScenarioFiles
    }

    /// Makes the validator from a value that fits the shape; `nil` where it has a mistake, which is added.
    typealias Decoding = @Sendable (Value, inout ProblemList) -> Validator?

    /// The name in scenario files.
    let name: String
    /// What its value may be.
    let shape: Shape
    /// What it demands of an output, in a sentence.
    let summary: String
    let decode: Decoding

    init(_ name: String, _ shape: Shape, summary: String, decode: @escaping Decoding) {
        self.name = name
        self.shape = shape
        self.summary = summary
        self.decode = decode
    }
}

extension ValidatorDeclaration {
    /// Every validator, in the order of the reference.
    static let all = [
        contains,
        matches,
        maxBytes,
        json,
        jsonSchema,
        exitStatus,
        command,
    ]

    /// An entry of `validate`.
    static let entry = Shape.tagged(all.map { Field($0.name, $0.shape, doc: $0.summary) })

    /// The validator that an entry declares; `nil` where it has a mistake.
    static func decode(
        _ node: SourceNode,
        at path: String,
        files: ScenarioFiles,
        problems: inout ProblemList
    ) -> Validator? {
        guard let entry = node.tagged,
            let declaration = all.first(where: { $0.name == entry.key })
        else { return nil }
        let value = Value(node: entry.value, path: "\(path).\(entry.key)", files: files)
        return declaration.decode(value, &problems)
    }
}
