internal import Shapes
package import Workflows

/// Lets the wall clock gain or lose time.
package struct ClockDrift: Injection {
    /// How many seconds it gains in a second; below zero it loses them.
    package let rate: Double

    /// Declares the fault.
    package init(rate: Double) {
        self.rate = rate
    }

    package func apply(to clock: inout ClockPassage, chance: Chance) {
        guard clock.use == .reading else { return }
        clock.rate = rate
    }
}

extension ClockDrift {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "drift",
        places: [.clock: .virtual],
        parameters: "rate: -1...1000",
        shape: .object([gain.field]),
        summary:
            "The wall clock gains so many seconds in each second, or loses them, from then on.",
        imitates: "a virtual machine without time synchronisation",
        source: "adjtimex(2)",
        remedy: "measure time by a steady clock; let only ages and dates go by the wall clock",
        samples: [#"{"rate":0.5}"#, #"{"rate":-0.5}"#],
        decode: { node, _, _ in node[gain].map(ClockDrift.init) }
    )

    private static let gain = Key(
        "rate",
        .number(-1...1000),
        required: true,
        example: "0.1",
        doc: "How many seconds it gains in a second; below 0 it loses them."
    )
}

extension FaultType {
    /// Lets clocks drift; see `ClockDrift`.
    package static let clockDrift = ClockDrift.type
}
