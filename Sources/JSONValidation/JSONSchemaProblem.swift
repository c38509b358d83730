/// What keeps a JSON value from being a schema that can be checked.
package struct JSONSchemaProblem: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where in the schema, as a JSON pointer such as `#/properties/name/minLength`.
    package let pointer: String
    /// What is allowed there.
    package let expected: String
    /// What was found there.
    package let found: String

    /// Names place, expectation and finding.
    package init(at pointer: String, expected: String, found: String) {
        self.pointer = pointer
        self.expected = expected
        self.found = found
    }

    package var description: String {
        "at \(pointer): expected \(expected), found \(found)"
    }
}
