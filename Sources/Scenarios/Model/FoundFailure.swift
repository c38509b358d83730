package import Invariants

/// What a saved failure says of where it comes from.
package struct FoundFailure: Sendable, Equatable {
    /// What did not hold, where that is what must hold always.
    package static let always = "always"

    /// What did not hold: the name of an invariant, or `always`.
    package let violation: String
    /// The seed that it was found with.
    package let seed: UInt64
    /// The version of the tool that found it.
    package let tool: String
    /// The SHA-256 of the lines of its events, in hexadecimal digits.
    package let trace: String
    /// The runs that it takes, of those that the scenario has; `nil` where it takes all of them.
    package let runs: [String]?

    /// Says where a failure comes from.
    package init(
        violation: String,
        seed: UInt64,
        tool: String,
        trace: String,
        runs: [String]? = nil
    ) {
        self.violation = violation
        self.seed = seed
        self.tool = tool
        self.trace = trace
        self.runs = runs
    }

    /// The invariant that did not hold; `nil` where it is what must hold always.
    package var invariant: Invariant? { Invariant(rawValue: violation) }
}
