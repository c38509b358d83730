package import Agents
package import Faults
package import Workflows

/// A world on a real clock: structured tasks perform what the machine asks for.
///
/// One value serves the runs of one scenario, in turn or at the same time.
package struct LiveWorld: Sendable {
    private let shared: LiveShared

    /// A world with an empty cache, in which these faults can happen.
    ///
    /// That cache is in memory, or `ownResults`; runs whose configuration says so use `sharedResults` instead.
    package init(
        faults: [Fault],
        surroundings: LiveEnvironment,
        ownResults: (any SharedResults)? = nil,
        sharedResults: (any SharedResults)? = nil
    ) {
        self.init(
            interference: DrawnFaults(faults),
            surroundings: surroundings,
            ownResults: ownResults,
            sharedResults: sharedResults
        )
    }

    /// A world with an empty cache that is disturbed like this.
    package init(
        interference: any Interference,
        surroundings: LiveEnvironment,
        ownResults: (any SharedResults)? = nil,
        sharedResults: (any SharedResults)? = nil
    ) {
        shared = LiveShared(
            faults: interference,
            surroundings: surroundings,
            cache: WorldCache(own: ownResults, shared: sharedResults),
            isOnDisk: ownResults != nil || sharedResults != nil
        )
    }

    /// The time since the start of the world.
    package var now: Duration { shared.now }

    /// What became of each fault so far.
    package var tallies: [String: FaultTally] { shared.withProcess { $0.faults.tallies } }

    /// What a run that begins now depends on.
    package var basis: ScenarioBasis { shared.withProcess { $0.basis } }

    /// How many answers each simulated agent has delivered in runs that are over.
    package var delivered: [String: Int] { shared.withProcess { $0.delivered } }

    /// Says how many they are, where a death took some of them back.
    package func count(delivered: [String: Int]) {
        shared.withProcess { $0.delivered = delivered }
    }

    /// The process starts anew: what was only in its memory is lost, journal and cache are not.
    package func loseMemory() {
        shared.withProcess { $0.cache.loseMemory() }
    }

    /// Forgets the results with a tag.
    package func invalidate(tag: String) {
        shared.withProcess { $0.cache.invalidate(tag: tag) }
    }

    /// Takes over what happened before in another process of the same scenario.
    package func continueFrom(_ basis: ScenarioBasis) {
        shared.withProcess { $0.continueFrom(basis) }
    }

    /// Passes the calls of a run again that another process made after its basis.
    package func revisit(
        _ events: some Sequence<Event>,
        after earlier: some Sequence<Event> = EmptyCollection(),
        of plan: RunPlan,
        as name: String,
        lives: [Int] = [0]
    ) {
        shared.withProcess {
            $0.revisit(events, after: earlier, of: plan, as: name, lives: lives)
        }
    }

    /// Lets the journal of a run be opened, for a run that resumes it.
    package func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        shared.withProcess { $0.open(entries, of: plan, as: run) }
    }

    /// Performs a run to its end; when the task is cancelled the run is, and every process has ended on return.
    package func run(_ plan: RunPlan, agents: [String: LiveAgent]) async -> RunTrace {
        await run(LiveRunRequest(plan: plan, agents: agents))
    }

    /// Performs a run as ordered; never on the caller's actor, which may have other things to do.
    @concurrent
    package func run(_ order: LiveRunRequest) async -> RunTrace {
        var order = order
        while true {
            var loop = LiveLoop(order, shared)
            let (trace, next) = await loop.drive()
            guard let next else { return trace }
            order = next
        }
    }

    /// Performs runs at the same time; what came of them is in the order of the orders.
    package func run(_ orders: [LiveRunRequest]) async -> [RunTrace] {
        await withTaskGroup(of: (Int, RunTrace).self) { group in
            for (index, order) in orders.enumerated() {
                group.addTask { (index, await run(order)) }
            }
            var traces: [(Int, RunTrace)] = []
            for await trace in group { traces.append(trace) }
            return traces.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}
