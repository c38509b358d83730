/// A model with documented defaults.
package protocol Configurable: Sendable {
    /// The defaults.
    init()
}

/// A key that sets something of a model: its shape, its decoder, its default and its place in the reference at once.
///
/// A setting that a file leaves out leaves the model as it is, so what is decoded twice is merged.
package struct Setting<Model>: Sendable {
    /// Reads the node under the key into a model; mistakes that no shape can say are added to the list.
    package typealias Decode =
        @Sendable (_ node: SourceNode, _ path: String, inout Model, inout ProblemList) -> Void

    /// The key as the shape of its mapping has it.
    package let field: Field
    private let decode: Decode

    /// Declares a setting that is decoded by a function; `text` is what the reference shows as default.
    package init(
        _ name: String,
        _ shape: Shape,
        showing text: String? = nil,
        example: String? = nil,
        doc: String,
        decode: @escaping Decode
    ) {
        field = Field(name, shape, default: text, example: example, doc: doc)
        self.decode = decode
    }

    /// Declares a setting whose value a function puts into the model.
    package init<Value>(
        _ name: String,
        _ form: Form<Value>,
        default standard: Value? = nil,
        example: String? = nil,
        doc: String,
        set: @escaping @Sendable (Value, inout Model) -> Void
    ) {
        self.init(
            name,
            form.shape,
            showing: standard.flatMap(form.write),
            example: example,
            doc: doc
        ) { node, _, model, _ in
            if let value = form.read(node) { set(value, &model) }
        }
    }

    /// Declares a setting that is a property; its default is the model's.
    package init<Value>(
        _ name: String,
        _ form: Form<Value>,
        _ property: any WritableKeyPath<Model, Value> & Sendable,
        doc: String
    ) where Model: Configurable {
        self.init(
            name,
            form,
            default: Model()[keyPath: property],
            doc: doc
        ) { value, model in
            model[keyPath: property] = value
        }
    }

    /// Declares a setting that is a property without its own default; `text` says what holds without it.
    package init<Value>(
        _ name: String,
        _ form: Form<Value>,
        _ property: any WritableKeyPath<Model, Value?> & Sendable,
        showing text: String? = nil,
        example: String? = nil,
        doc: String
    ) {
        self.init(
            name,
            form.shape,
            showing: text,
            example: example,
            doc: doc
        ) { node, _, model, _ in
            if let value = form.read(node) { model[keyPath: property] = value }
        }
    }

    /// Lays what a mapping says over a model.
    fileprivate func apply(
        _ node: SourceNode,
        to model: inout Model,
        at path: String,
        _ problems: inout ProblemList
    ) {
        KeyReads.note(field)
        guard let value = node[field.key] else { return }
        decode(value, "\(path).\(field.key)", &model, &problems)
    }
}

extension Sequence {
    /// The keys of settings, for the shape of their mapping.
    package func fields<Model>() -> [Field] where Element == Setting<Model> { map(\.field) }

    /// Lays what a mapping says over a model, setting by setting.
    package func decode<Model>(
        _ node: SourceNode,
        into model: inout Model,
        at path: String,
        _ problems: inout ProblemList
    ) where Element == Setting<Model> {
        for setting in self { setting.apply(node, to: &model, at: path, &problems) }
    }
}

extension SourceNode {
    /// What the file has under the key of a setting.
    package func node<Model>(_ setting: Setting<Model>) -> SourceNode? {
        KeyReads.note(setting.field)
        return self[setting.field.key]
    }
}
