internal import Shapes
package import Workflows

/// Sets the wall clock forward.
package struct ClockJump: Injection {
    /// How far.
    package let time: Duration

    /// Declares the fault.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to clock: inout ClockPassage, chance: Chance) {
        guard clock.use == .reading else { return }
        clock.jump = min(clock.jump + time, .longest)
    }
}

extension ClockJump {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "jump",
        places: [.clock: .virtual],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "The wall clock is set forward; timers and durations go by the steady clock.",
        imitates: "a machine that wakes up, an NTP step",
        source: "clock_gettime(2), CLOCK_REALTIME (discontinuous jumps)",
        remedy: "measure time by a steady clock; let only ages and dates go by the wall clock",
        samples: [#"{"by":"1h"}"#, #"{"by":"720h"}"#],
        decode: { node, _, _ in node[by].map(ClockJump.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How far forward."
    )
}

extension FaultType {
    /// Sets clocks forward; see `ClockJump`.
    package static let clockJump = ClockJump.type
}
