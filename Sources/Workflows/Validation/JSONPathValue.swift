package import JSON

/// A place in a JSON text and the value that is expected there.
package struct JSONPathValue: Sendable, Equatable {
    /// The path, such as `$.items[0].name`.
    package let path: String
    /// The value; whole numbers are compared exactly.
    package let value: JSONValue

    /// Expects a value at a path.
    package init(path: String, equals value: JSONValue) {
        self.path = path
        self.value = value
    }

    /// What is there instead; `nil` if the value is.
    package func mismatch(in json: JSONValue) -> String? {
        guard let found = json.value(at: path) else { return "nothing at \(path)" }
        return found == value ? nil : BoundedMessage.bounded(found.text)
    }
}
