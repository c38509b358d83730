internal import Workflows

/// What came of a run, and how long it took until nothing of it was left.
struct RunOutcome: Sendable {
    /// What happened.
    let trace: RunTrace
    /// How long it took, by the world's clock.
    let took: Duration
}
