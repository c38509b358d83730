/// What executions have in common that are compared with one another: never those of two worlds, and never those that
/// faults disturbed with those that none did.
package struct SeriesKey: Hashable, Sendable {
    /// The clock of a world.
    package enum Clock: Hashable, Sendable {
        /// Time moves only when nothing else can happen.
        case virtual
        /// Real time; simulated latencies are multiplied by the scale.
        case real(timeScale: Double)

        /// The clock's name as scenario files write it: `virtual` or `real`.
        package var name: String {
            switch self {
            case .virtual: "virtual"
            case .real: "real"
            }
        }

        /// What simulated latencies are multiplied by on a real clock; `nil` on a virtual one.
        package var timeScale: Double? {
            switch self {
            case .virtual: nil
            case .real(let scale): scale
            }
        }
    }

    /// The path of the scenario's file as reports show it.
    package let file: String
    /// The scenario's name.
    package let scenario: String
    /// The run's name, without the number of a repetition.
    package let run: String
    /// What the matrix chose, as `[KEY=VALUE]`; empty where there is none. Seeds are chance, and vary within a series.
    package let variant: String
    /// The clock that it ran on.
    package let clock: Clock
    /// Whether faults fired in its executions.
    package let isFaulted: Bool

    /// Names a series.
    package init(
        file: String,
        scenario: String,
        run: String,
        variant: String = "",
        clock: Clock,
        isFaulted: Bool = false
    ) {
        self.file = file
        self.scenario = scenario
        self.run = run
        self.variant = variant
        self.clock = clock
        self.isFaulted = isFaulted
    }
}

extension SeriesKey: Comparable {
    package static func < (left: SeriesKey, right: SeriesKey) -> Bool {
        let texts = [
            (left.file, right.file), (left.scenario, right.scenario),
            (left.variant, right.variant), (left.run, right.run),
            (left.clock.name, right.clock.name),
        ]
        for (left, right) in texts where left != right { return left < right }
        let scales = (left.clock.timeScale ?? 0, right.clock.timeScale ?? 0)
        if scales.0 != scales.1 { return scales.0 < scales.1 }
        return !left.isFaulted && right.isFaulted
    }
}

/// The executions of one series that are stored, the oldest first.
package struct RunHistory: Sendable, Equatable {
    /// What they have in common.
    package let key: SeriesKey
    /// The executions.
    package var executions: [ExecutionRow]

    /// Gathers the executions of a series.
    package init(key: SeriesKey, executions: [ExecutionRow]) {
        self.key = key
        self.executions = executions
    }
}
