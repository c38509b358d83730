internal import Shapes
package import Workflows

/// Lets a disk take its time.
package struct Slow: Injection {
    /// How much longer it takes.
    package let time: Duration

    /// Declares the delay.
    package init(by time: Duration) {
        self.time = time
    }

    package func apply(to append: inout AppendPassage, chance: Chance) {
        append.delay = min(append.delay + time, .longest)
    }

    package func apply(to lookUp: inout LookUpPassage, chance: Chance) {
        lookUp.delay = min(lookUp.delay + time, .longest)
    }

    package func apply(to store: inout StorePassage, chance: Chance) {
        store.delay = min(store.delay + time, .longest)
    }
}

extension Slow {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "slow",
        places: [.journalAppend: .both, .cacheRead: .both, .cacheWrite: .both],
        parameters: "by: DURATION",
        shape: .object([by.field]),
        summary: "The disk takes this much longer; only then it is written or read.",
        imitates: "a saturated disk, a throttled network volume",
        source: "https://github.com/Shopify/toxiproxy#latency",
        remedy: "wait for what has to be durable; let nothing else depend on it",
        samples: [#"{"by":"2s"}"#, #"{"by":"1m"}"#],
        decode: { node, _, _ in node[by].map(Slow.init) }
    )

    private static let by = Key(
        "by",
        .duration(allowZero: false),
        required: true,
        doc: "How much longer."
    )
}

extension FaultType {
    /// Slows disks down; see `Slow`.
    package static let slow = Slow.type
}
