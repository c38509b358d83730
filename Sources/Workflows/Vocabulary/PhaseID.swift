/// The name of a phase, unique within its workflow.
package struct PhaseID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name as the workflow declares it.
    package let name: String

    /// Names a phase.
    package init(_ name: String) {
        self.name = name
    }

    /// Names a phase by a literal.
    package init(stringLiteral value: String) {
        self.name = value
    }

    package var description: String { name }

    package static func < (left: PhaseID, right: PhaseID) -> Bool {
        left.name < right.name
    }
}
