internal import Shapes
package import Workflows

/// Sets the wall clock back.
package struct ClockBackwards: Injection {
    /// How far.
    package let time: Duration

    /// Declares the fault.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to clock: inout ClockPassage, chance: Chance) {
        guard clock.use == .reading else { return }
        clock.jump = max(clock.jump - time, .zero - .longest)
    }
}

extension ClockBackwards {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "backwards",
        places: [.clock: .virtual],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "The wall clock is set back; timers and durations go by the steady clock.",
        imitates: "an NTP step, a virtual machine that is restored",
        source: "clock_gettime(2), CLOCK_REALTIME (discontinuous jumps)",
        remedy: "never subtract two readings of the wall clock to learn how long something took",
        samples: [#"{"by":"1h"}"#, #"{"by":"720h"}"#],
        decode: { node, _, _ in node[by].map(ClockBackwards.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How far back."
    )
}

extension FaultType {
    /// Sets clocks back; see `ClockBackwards`.
    package static let clockBackwards = ClockBackwards.type
}
