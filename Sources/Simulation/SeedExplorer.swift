package import Agents
package import Faults
package import Workflows

/// Runs one plan with one seed after another, each in its own world that reuses the memory of the one before.
///
/// Each thread has its own explorer, with its own copy of the plan: what threads share they would count references
/// to, each against the others.
package struct SeedExplorer {
    private var loop: VirtualLoop
    private var orders: [VirtualOrder]
    private let plan: RunPlan

    /// An explorer of a plan's runs; the observer receives what each signal led to.
    package init(
        _ plan: RunPlan,
        agents: [String: SimulatedAgent],
        faults: [Fault] = [],
        keepsJournal: Bool = false,
        observer: @escaping (ArraySlice<Event>) -> Void = { _ in }
    ) {
        self.plan = plan.copied()
        var order = VirtualOrder(plan: self.plan, agents: agents)
        order.run.isRecorded = keepsJournal
        orders = [order]
        loop = VirtualLoop(
            process: ProcessHost(cache: WorldCache(), faults: DrawnFaults(faults)),
            cacheOrigin: VirtualCalendar.start,
            keepsEvents: false,
            observer: { _, events in observer(events) }
        )
    }

    /// Performs the run of a seed in a world in which nothing happened yet; says how it ended.
    package mutating func explore(_ seed: UInt64) -> RunStatus {
        loop.reset()
        orders[0].run.plan = plan.reseeded(seed)
        loop.drive(orders) { false }
        return loop.runs.first?.host.trace.status ?? .interrupted
    }

    /// What the agents of the latest run did to the world.
    package var effects: [EffectEntry] {
        loop.runs.first.map { $0.host.finishedTrace(loop.ledger(of: $0)).effects } ?? []
    }

    /// What the journal of the latest run holds.
    package var journal: [[UInt8]] { loop.runs.first?.disk.entries.map(\.bytes) ?? [] }
}
