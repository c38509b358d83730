/// A key of a mapping whose entries are read one by one, in the order of the file, each with the place of its key.
package struct EntryKey<Context, Found>: Sendable {
    /// What a file has under the key.
    package struct Entry {
        /// The value.
        package let node: SourceNode
        /// Where the key is.
        package let place: SourceLocation
        /// The keys that lead to it, its own included.
        package let path: String

        /// Names an entry.
        package init(node: SourceNode, place: SourceLocation, path: String) {
            self.node = node
            self.place = place
            self.path = path
        }
    }

    /// Reads an entry that fits the shape; mistakes that no shape can say are added to the list.
    package typealias Decode =
        @Sendable (_ entry: Entry, _ context: Context, inout ProblemList) -> [Found]

    /// The key as the shape of its mapping has it.
    package let field: Field
    fileprivate let decode: Decode

    /// Declares a key; `text` is what the reference shows as default.
    package init(
        _ name: String,
        _ shape: Shape,
        showing text: String? = nil,
        doc: String,
        decode: @escaping Decode
    ) {
        field = Field(name, shape, default: text, doc: doc)
        self.decode = decode
    }

    /// Declares a key with one value, of which a function makes what is found.
    package init<Value>(
        _ name: String,
        _ form: Form<Value>,
        showing text: String? = nil,
        doc: String,
        find: @escaping @Sendable (Value, SourceLocation) -> Found
    ) {
        self.init(name, form.shape, showing: text, doc: doc) { entry, _, _ in
            form.read(entry.node).map { [find($0, entry.place)] } ?? []
        }
    }
}

extension Sequence {
    /// The keys, for the shape of their mapping.
    package func fields<Context, Found>() -> [Field] where Element == EntryKey<Context, Found> {
        map(\.field)
    }

    /// Reads the entries of a mapping that have one of these keys.
    package func decode<Context, Found>(
        _ node: SourceNode,
        at path: String,
        in context: Context,
        _ problems: inout ProblemList
    ) -> [Found] where Element == EntryKey<Context, Found> {
        for key in self { KeyReads.note(key.field) }
        var found: [Found] = []
        for entry in node.entries {
            guard let key = first(where: { $0.field.key == entry.key }) else { continue }
            let entry = EntryKey<Context, Found>.Entry(
                node: entry.value,
                place: entry.keyLocation,
                path: "\(path).\(entry.key)"
            )
            found += key.decode(entry, context, &problems)
        }
        return found
    }
}
