package import Scenarios
package import Workflows

/// One measurement of a run.
package struct RunSample: Sendable {
    /// The seed that it was taken with.
    package let seed: UInt64
    /// What is known of the run.
    package let measured: MeasuredRun
    /// How it ended.
    package let status: RunStatus
    /// How long each phase ran, by its place in the workflow; empty where that isn't known.
    package let phaseTimes: [PhaseID: Duration]
    /// The id under which the run is stored, where it is.
    package let storedID: String?

    /// The phases that it executed.
    var executed: Set<PhaseID> { measured.record.executed }
}

/// Why there is no measurement.
struct MeasuringFailure: Error, Equatable {
    let reason: String
}
