/// An effect on the outside world that an agent is declared to have, or to undo.
package struct AgentEffect: Sendable, Equatable {
    /// What it is called: `charge`.
    package let name: String
    /// Whether the other side knows it by its key, and does it once.
    package let isIdempotent: Bool

    /// Declares an effect.
    package init(_ name: String, isIdempotent: Bool = true) {
        self.name = name
        self.isIdempotent = isIdempotent
    }
}
