package import Workflows

/// Where an invariant broke.
package struct InvariantViolation: Sendable, Equatable {
    /// The run's id.
    package let run: String
    /// The event at which it shows; 0 where it is the run as a whole.
    package let sequence: Int
    /// What was found instead of what holds.
    package let message: String

    /// Points at an event of a run.
    package init(_ run: Event.Run, _ sequence: Int, _ message: String) {
        self.run = run.id
        self.sequence = sequence
        self.message = message
    }
}
