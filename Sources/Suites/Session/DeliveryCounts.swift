internal import Quantities

/// How many answers each simulated agent delivered.
///
/// An answer that a death kept from the journal is given again, so for whoever comes later it was delivered once: a
/// resume counts what was recorded in place of what its dead process had.
package struct DeliveryCounts: Sendable, Equatable {
    /// By the agents' names; nobody has less than one.
    package let counts: [String: Int]

    /// Takes over counts.
    package init(_ counts: [String: Int]) {
        self.counts = counts.filter { $0.value > 0 }
    }

    /// Both together.
    package static func + (left: DeliveryCounts, right: DeliveryCounts) -> DeliveryCounts {
        DeliveryCounts(left.counts.merging(right.counts) { $0.addingClamped($1) })
    }

    /// What the left one has beyond the right one.
    package static func - (left: DeliveryCounts, right: DeliveryCounts) -> DeliveryCounts {
        var counts = left.counts
        for (agent, count) in right.counts { counts[agent]? -= count }
        return DeliveryCounts(counts)
    }
}

/// What agents delivered in a life of a run that was interrupted.
struct InterruptedLife: Sendable {
    /// All of it.
    let delivered: DeliveryCounts
    /// What the journal had of earlier lives when it began.
    let recorded: DeliveryCounts

    /// The counts of a world once the run is resumed whose journal has this.
    func settled(_ counts: DeliveryCounts, by recorded: DeliveryCounts) -> DeliveryCounts {
        counts - delivered + (recorded - self.recorded)
    }
}
