internal import Shapes
package import Workflows

/// Lets a timer ring after its time.
package struct LateTimer: Injection {
    /// How much too late.
    package let time: Duration

    /// Declares the fault.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to clock: inout ClockPassage, chance: Chance) {
        guard clock.use == .timer else { return }
        clock.shift = min(clock.shift + time, .longest)
    }
}

extension LateTimer {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "timer_late",
        places: [.clock: .virtual],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "A timer rings this much too late.",
        imitates: "an overloaded machine, a process that was stopped for a while",
        source: "nanosleep(2) (a sleep may be longer)",
        remedy: "start nothing after a deadline, whether its timer has rung or not",
        samples: [#"{"by":"1s"}"#, #"{"by":"1m"}"#],
        decode: { node, _, _ in node[by].map(LateTimer.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How much too late."
    )
}

extension FaultType {
    /// Lets timers ring late; see `LateTimer`.
    package static let timerLate = LateTimer.type
}
