internal import Workflows

/// Where an invariant broke.
package struct InvariantViolation: Sendable, Equatable {
    /// The run's id.
    package let run: String
    /// The event at which it shows.
    package let sequence: Int
    /// What was found instead of what holds.
    package let message: String

    /// Points at the event.
    init(_ event: Event, _ message: String) {
        run = event.run.id
        sequence = event.sequence
        self.message = message
    }

    /// Points at a run as a whole.
    init(run: String, _ message: String) {
        self.run = run
        sequence = 0
        self.message = message
    }
}
