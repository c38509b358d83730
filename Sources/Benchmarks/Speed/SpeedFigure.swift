/// What one mode of the engine costs.
package struct SpeedFigure: Sendable, Equatable {
    /// The mode's name.
    package let mode: String
    /// What is done in it.
    package let description: String
    /// Microseconds for one run: the median of the batches.
    package let microsecondsPerRun: Double
    /// The same for each phase of a run.
    package let microsecondsPerPhase: Double
    /// What it is measured against in the same process, where there is such a thing.
    package let limit: Limit?

    /// A bound, and what it rests on.
    package struct Limit: Sendable, Equatable {
        /// The bound in microseconds for one run, or in runs per second.
        package let value: Double
        /// What it is.
        package let meaning: String
        /// Whether the figure keeps it.
        package let isKept: Bool

        /// Sets a bound.
        package init(_ value: Double, meaning: String, isKept: Bool) {
            self.value = value
            self.meaning = meaning
            self.isKept = isKept
        }
    }

    /// Runs in a second.
    package var runsPerSecond: Double {
        microsecondsPerRun > 0 ? 1_000_000 / microsecondsPerRun : 0
    }

    /// Describes a figure.
    package init(
        mode: String,
        description: String,
        microsecondsPerRun: Double,
        phases: Int,
        limit: Limit? = nil
    ) {
        self.mode = mode
        self.description = description
        self.microsecondsPerRun = microsecondsPerRun
        microsecondsPerPhase = microsecondsPerRun / Double(max(1, phases))
        self.limit = limit
    }
}
