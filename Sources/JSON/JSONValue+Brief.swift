extension JSONValue {
    /// The value as messages show it: scalars whole up to 80 characters, lists and objects by their size.
    package var brief: String {
        switch self {
        case .null, .boolean, .number: text
        case .text(let whole):
            whole.unicodeScalars.prefix(81).count <= 80
                ? text : JSONValue.text(Self.start(of: whole, 79) + "…").text
        case .list(let items): "a list of \(items.count) \(items.count == 1 ? "item" : "items")"
        case .object(let members):
            "an object with \(members.count) \(members.count == 1 ? "property" : "properties")"
        }
    }

    /// The first characters of a text; Unicode scalars, because one letter may have a million marks.
    private static func start(of text: String, _ count: Int) -> String {
        String(text.unicodeScalars.prefix(count))
    }
}
