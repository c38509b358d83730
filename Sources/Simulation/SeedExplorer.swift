package import Agents
package import Faults
package import Workflows

/// Runs the same runs with one seed after another, each time in a world in which nothing happened yet and that reuses the
/// memory of the one before.
///
/// Each thread has its own explorer, with its own copy of the plans: what threads share they would count references
/// to, each against the others.
package struct SeedExplorer {
    /// One of the runs, which follow one another in a world.
    package struct Step: Sendable {
        /// What is to happen, whatever the seed.
        package fileprivate(set) var plan: RunPlan
        let agents: [String: SimulatedAgent]
        /// Whether commits are journaled.
        package var keepsJournal = false
        /// Whether it keeps the seed of its plan.
        package var keepsSeed = false
        /// How much virtual time passes before it.
        package var advance = Duration.zero
        /// Whether everything that is only in memory is lost before it.
        package var isRestarted = false
        /// The tags whose results are forgotten before it.
        package var invalidatedTags: [String] = []

        /// A run of a plan. Agents go by the names that the plan's phases call them.
        package init(_ plan: RunPlan, agents: [String: SimulatedAgent]) {
            self.plan = plan
            self.agents = agents
        }
    }

    private var loop: VirtualLoop
    private var orders: [[VirtualOrder]]
    /// The runs, in order.
    package let steps: [Step]

    /// An explorer of runs that are disturbed like this; the observer receives what each signal led to.
    package init(
        _ steps: [Step],
        interference: some Interference,
        keepsEvents: Bool = false,
        observer: @escaping (ArraySlice<Event>) -> Void = { _ in }
    ) {
        var own: [Step] = []
        for step in steps {
            var copy = step
            // Runs of one plan keep one copy of it.
            let known = zip(steps, own).first { $0.0.plan.identity == step.plan.identity }?.1.plan
            copy.plan = known.map { step.plan.sharing($0) } ?? step.plan.copied()
            own.append(copy)
        }
        self.steps = own
        orders = own.map { step in
            var order = VirtualOrder(plan: step.plan, agents: step.agents)
            order.run.isRecorded = step.keepsJournal
            return [order]
        }
        loop = VirtualLoop(
            process: ProcessHost(cache: WorldCache(), faults: interference),
            cacheOrigin: VirtualCalendar.start,
            keepsEvents: keepsEvents,
            observer: { _, events in observer(events) }
        )
    }

    /// An explorer of a plan's only run, in whose world these faults can happen.
    package init(
        _ plan: RunPlan,
        agents: [String: SimulatedAgent],
        faults: [Fault] = [],
        keepsJournal: Bool = false,
        observer: @escaping (ArraySlice<Event>) -> Void = { _ in }
    ) {
        var step = Step(plan, agents: agents)
        step.keepsJournal = keepsJournal
        self.init([step], interference: DrawnFaults(faults), observer: observer)
    }

    /// Performs the only run of a seed in a world in which nothing happened yet; says how it ended.
    package mutating func explore(_ seed: UInt64) -> RunStatus {
        reset()
        return perform(0, seed: seed)
    }

    /// The world becomes one in which nothing happened yet.
    package mutating func reset() { loop.reset() }

    /// Performs the run with this place after those before it; says how it ended.
    package mutating func perform(_ place: Int, seed: UInt64) -> RunStatus {
        let step = steps[place]
        if place > 0 { prepare(step) }
        if !step.keepsSeed { orders[place][0].run.plan = step.plan.reseeded(seed) }
        loop.drive(orders[place]) { false }
        if steps.count > 1 { loop.noteDeliveries() }
        return loop.runs.first?.host.trace.status ?? .interrupted
    }

    private mutating func prepare(_ step: Step) {
        loop.now = min(loop.now + max(step.advance, .zero), .longest)
        if step.isRestarted { loop.process.cache.loseMemory() }
        for tag in step.invalidatedTags { loop.process.cache.invalidate(tag: tag) }
    }

    /// Whether the process of the latest run died for good.
    package var hasDied: Bool { loop.runs.first?.host.trace.hasDied ?? true }

    /// All that there is to show of the latest run; without its events, unless they are kept.
    package var trace: RunTrace? {
        loop.runs.first.map { $0.host.finishedTrace(loop.ledger(of: $0)) }
    }

    /// What the agents of the latest run did to the world.
    package var effects: [EffectEntry] { trace?.effects ?? [] }

    /// What the journal of the latest run holds.
    package var journal: [[UInt8]] { loop.runs.first?.disk.entries.map(\.bytes) ?? [] }
}
