/// A key of a mapping: its name, what it may hold, what holds without it, and how its value is read.
///
/// A file's keys are read by such declarations alone, so that none can be checked and then be overlooked.
package struct Key<Value: Sendable>: Sendable {
    /// The key as the shape of its mapping has it.
    package let field: Field
    /// What holds where the key is absent.
    package let standard: Value?
    let form: Form<Value>

    /// Declares a key.
    ///
    /// - Parameters:
    ///   - standard: What holds where the key is absent; the reference shows it.
    ///   - text: What the reference shows as the default if it is not a single value.
    ///   - example: How the key's value may look, in YAML; by default the shape's own.
    package init(
        _ name: String,
        _ form: Form<Value>,
        required: Bool = false,
        default standard: Value? = nil,
        showing text: String? = nil,
        example: String? = nil,
        doc: String
    ) {
        self.form = form
        self.standard = standard
        field = Field(
            name,
            form.shape,
            required: required,
            default: text ?? standard.flatMap(form.write),
            example: example,
            doc: doc
        )
    }

    /// The name.
    package var name: String { field.key }
}

extension SourceNode {
    /// The value under a key: what the file says, or else what holds without it.
    package subscript<Value>(key: Key<Value>) -> Value? {
        node(key).flatMap(key.form.read) ?? key.standard
    }

    /// What the file has under a key.
    package func node(_ key: Key<some Sendable>) -> SourceNode? {
        KeyReads.note(key.field)
        return self[key.name]
    }

    /// What a mapping has under a name that the user chose.
    package func value(named name: String) -> SourceNode? { self[name] }

    /// Whether the file has the key.
    package func has(_ key: Key<some Sendable>) -> Bool { node(key) != nil }

    /// This mapping without a key; anything else is unchanged.
    package func without(_ key: Key<some Sendable>) -> SourceNode { without(key.name) }

    /// This mapping with another value under a key that it has; anything else is unchanged.
    package func replacing(_ key: Key<some Sendable>, with value: SourceNode) -> SourceNode {
        replacing(key.name, with: value)
    }
}
