/// The phase that most of a change comes from.
package struct PhaseBlame: Sendable, Equatable {
    /// The phase's name.
    package let phase: String
    /// The mean change of its time, in microseconds.
    package let change: Double
    /// The mean change of the run's time, in microseconds.
    package let total: Double

    /// Its part of the change; above 1 where other phases made up for some of it.
    package var share: Double { change / total }
}
