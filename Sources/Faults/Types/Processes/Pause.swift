internal import Shapes
package import Workflows

/// Stops the engine's process for a time; agents go on.
package struct Pause: Injection {
    /// How long it stops.
    package let time: Duration

    /// Declares the pause.
    package init(for time: Duration) {
        self.time = time
    }

    package func apply(to process: inout ProcessPassage, chance: Chance) {
        process.harm = .pause(time)
    }
}

extension Pause {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "pause",
        places: [.process: .both],
        parameters: "for: DURATION",
        shape: .object([time.field]),
        summary: "The engine's process stops for this long; what comes due meanwhile waits.",
        imitates: "SIGSTOP, a suspended laptop, a virtual machine that is moved",
        source: "signal(7), SIGSTOP",
        remedy: "judge deadlines by when answers came, and expect them all at once",
        samples: [#"{"for":"1s"}"#, #"{"for":"1m"}"#],
        decode: { node, _, _ in node[time].map(Pause.init) }
    )

    private static let time = Key(
        "for",
        .duration(allowZero: false),
        required: true,
        doc: "How long."
    )
}

extension FaultType {
    /// Stops engines for a time; see `Pause`.
    package static let pause = Pause.type
}
