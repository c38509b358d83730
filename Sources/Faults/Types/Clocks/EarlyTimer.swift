internal import Shapes
package import Workflows

/// Lets a timer ring before its time.
package struct EarlyTimer: Injection {
    /// How much too early, at most at once.
    package let time: Duration

    /// Declares the fault.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to clock: inout ClockPassage, chance: Chance) {
        guard clock.use == .timer else { return }
        clock.shift = max(clock.shift - time, .zero - .longest)
    }
}

extension EarlyTimer {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "timer_early",
        places: [.clock: .virtual],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "A timer rings this much too early; the engine sets it again.",
        imitates: "a wait that returns early, a timer wheel of coarse ticks",
        source: "pthread_cond_timedwait(3p) (spurious wakeups)",
        remedy: "ask a steady clock whether the time has come, and wait again if not",
        samples: [#"{"by":"1s"}"#, #"{"by":"1ms"}"#],
        decode: { node, _, _ in node[by].map(EarlyTimer.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How much too early."
    )
}

extension FaultType {
    /// Lets timers ring early; see `EarlyTimer`.
    package static let timerEarly = EarlyTimer.type
}
