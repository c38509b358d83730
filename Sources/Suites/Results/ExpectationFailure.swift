package import Invariants

/// One expectation that did not hold.
package struct ExpectationFailure: Sendable, Equatable {
    /// What was expected, in one line.
    package var expected: String
    /// What was found; may have several lines.
    package var found: String
    /// The place of the entry, as `file:line`.
    package var location: String
    /// The id of the run; empty where it concerns the scenario.
    package var run: String
    /// The number of the repetition; 0 where the run is not repeated, or it concerns the scenario.
    package var repetition = 0
    /// The seed that shows it again.
    package var seed: UInt64
    /// The id under which the run is stored, where it is.
    package var storedID: String?
    /// The invariant that is broken, where it is one.
    package var invariant: Invariant?
    /// Whether it is of what must hold always.
    package var isAlways = false

    /// The run's name, without the number of the repetition.
    package var runName: String {
        repetition == 0 ? run : String(run.dropLast("#\(repetition)".count))
    }

    /// The name of what is violated whatever is expected of a run: of an invariant, or `always`; `nil` of anything else.
    package var violation: String? { invariant?.rawValue ?? (isAlways ? "always" : nil) }

    /// Both in one line.
    package var message: String {
        let first = found.split(separator: "\n", maxSplits: 1).first.map(String.init) ?? ""
        return "expected \(expected), found \(first)"
    }
}
