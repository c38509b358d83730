package import Statistics

/// How much is measured, and when it is enough.
package struct SamplingPlan: Sendable {
    /// How many samples are taken unless the user says otherwise.
    package static let defaultPairs = 10
    /// The most samples where a width is wanted, unless the user says otherwise.
    package static let defaultCap = 200
    /// How many samples may be taken.
    package static let allowedPairs = 1...Series.limit

    /// How often each subject is executed before measuring.
    package var warmup = 0
    /// The most pairs: how often each subject is measured.
    package var pairs: Int
    /// The width of the interval that is enough, as a share of the estimate; `nil` to measure all pairs.
    package var width: Double?
    /// How many pairs are measured whatever the width, as long as there is time.
    package var fewestPairs = 1
    /// The time after which nothing more is begun; the first round is always measured.
    package var timeLimit: Duration?
    /// Draws the order within each round.
    package var seed: UInt64
    /// What is prepared before each execution, warm-ups too, and what is done before and after all of them.
    package var hooks = Hooks()

    /// Commands around the executions; they are not measured.
    package struct Hooks: Sendable {
        /// Before everything.
        package var setup: (@Sendable () async throws -> Void)?
        /// After everything, also where something failed or was cancelled.
        package var cleanup: (@Sendable () async throws -> Void)?

        /// None.
        package init() {}
    }

    /// As many rounds as pairs.
    package init(pairs: Int, seed: UInt64) {
        self.pairs = pairs
        self.seed = seed
    }
}

/// What is measured: something that can be executed again and again.
package struct SamplingSubject: Sendable {
    /// What progress calls it.
    package let name: String
    /// How many series an execution adds a value to: one for a command, one for each run of a scenario.
    package let parts: Int
    /// The seed of the first execution that is measured; each further one has the next.
    package let seed: UInt64
    /// What is done before an execution, unmeasured.
    package var prepare: (@Sendable () async throws -> Void)?
    /// Executes it once; gives an observation for each part.
    package let execute: @Sendable (_ seed: UInt64, _ number: Int) async throws -> [Observation]

    /// Something that can be executed.
    package init(
        name: String,
        parts: Int = 1,
        seed: UInt64,
        prepare: (@Sendable () async throws -> Void)? = nil,
        execute: @escaping @Sendable (_ seed: UInt64, _ number: Int) async throws -> [Observation]
    ) {
        self.name = name
        self.parts = parts
        self.seed = seed
        self.prepare = prepare
        self.execute = execute
    }
}

/// What a sampler says while it measures.
package struct SamplingProgress: Sendable, Equatable {
    /// The rounds measured so far.
    package var pairs: Int
    /// The most there will be.
    package var most: Int
    /// The interval of what is being found out, as far as it is known.
    package var interval: PreciseInterval?
    /// The time that is left by the pace so far, at most.
    package var left: Duration?
}

/// What is being found out, with its interval.
package struct PreciseInterval: Sendable, Equatable {
    /// The estimate and its ends.
    package let interval: RatioInterval
    /// Whether it is a ratio of two subjects, not the median of one.
    package let isRatio: Bool
}

/// Why a sampler stopped.
package enum SamplingEnd: String, Sendable, CaseIterable {
    /// All pairs are measured.
    case pairs
    /// The interval is as narrow as wanted.
    case width
    /// The time is over.
    case time = "time-limit"
    /// It was cancelled.
    case cancelled
}
