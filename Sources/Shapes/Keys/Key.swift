/// A key of a mapping: its name, what it may hold, what holds without it, and how its value is read.
///
/// A file's keys are read by such declarations alone, so that none can be checked and then be overlooked.
package struct Key<Value: Sendable>: Sendable {
    /// The key as the shape of its mapping has it.
    package let field: Field
    // Functions have a place that is known without a look at what the type is made of. A suite may ask for a million keys
    // that are absent, and that look takes longer than all else about them.
    fileprivate let absent: @Sendable () -> Value?
    fileprivate let read: @Sendable (SourceNode) -> Value?

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
        absent = if let standard { { standard } } else { { nil } }
        read = { form.read($0) ?? standard }
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
        guard let node = node(key) else { return key.absent() }
        return key.read(node)
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
