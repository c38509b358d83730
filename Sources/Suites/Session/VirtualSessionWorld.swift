package import Scenarios
package import Agents
package import Faults
internal import Runtime
package import Simulation
package import Workflows

/// A virtual world as a session uses it.
package struct VirtualSessionWorld: SessionWorld {
    /// The world.
    package var world: VirtualWorld
    private let resumed: Set<String>
    /// The agents of runs that have the scenario's own.
    private var inherited: [String: SimulatedAgent]?
    /// Whether runs are journaled that no other resumes: the first few repetitions of each.
    private let keepsJournal: Bool
    /// A repetition that is journaled in addition to those.
    private let journaled: Int?
    private let keepsEvents: Bool
    private let isCancelled: @Sendable () -> Bool

    /// How many repetitions of a run are worth keeping.
    private static let journaledRepetitions = 10

    /// A fresh world for a scenario.
    ///
    /// Runs are journaled where another resumes them, and with `keepsJournal` the first few of each. With `shared`,
    /// runs that say so use a cache that outlives the session; `wall` then says how old its results are.
    package init(
        _ scenario: Scenario,
        interference: (any Interference)? = nil,
        shared: (any SharedResults)? = nil,
        wall: Duration? = nil,
        keepsJournal: Bool = false,
        journaled: Int? = nil,
        keepsEvents: Bool = true,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        world = VirtualWorld(
            interference: interference ?? DrawnFaults(scenario.faults.map(\.fault)),
            shared: shared,
            cacheOrigin: wall ?? VirtualCalendar.start
        )
        resumed = Set(scenario.runs.compactMap(\.resumes))
        self.keepsJournal = keepsJournal
        self.journaled = journaled
        self.keepsEvents = keepsEvents
        self.isCancelled = isCancelled
    }

    package var basis: ScenarioBasis { world.basis }

    package var delivered: DeliveryCounts {
        get { DeliveryCounts(world.delivered) }
        set { world.delivered = newValue.counts }
    }

    /// From now on these faults disturb the world's runs.
    mutating func disturb(by interference: some Interference) {
        world.interference = interference
    }

    /// Has scripted faults follow another script.
    mutating func follow(_ script: some Sequence<ScriptedFiring>) {
        guard var faults = world.interference as? ScriptedFaults else { return }
        faults.follow(script)
        world.interference = faults
    }

    /// Takes out where each fault fired since the last time.
    package mutating func takeFirings() -> [ScriptedFiring] {
        guard var drawn = world.interference as? DrawnFaults else { return [] }
        defer { world.interference = drawn }
        return drawn.takeFirings()
    }

    package var environment: [String: String] { [:] }

    package mutating func advance(by time: Duration) { world.advance(by: time) }

    package mutating func loseMemory() { world.loseMemory() }

    package mutating func invalidate(tag: String) { world.invalidate(tag: tag) }

    package mutating func entries(of run: String) -> [[UInt8]] { world.journal(of: run) }

    package mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        world.open(entries, of: plan, as: run)
    }

    package mutating func perform(_ runs: [SessionRun]) -> [RunTrace] {
        let orders = runs.map { run in
            var order = VirtualOrder(plan: run.plan, agents: agents(of: run.run))
            order.run = run.order
            order.run.isRecorded = isRecorded(run)
            if run.run.resumes != nil {
                world.replaceJournal(of: run.plan.run.id, with: run.entries)
            }
            return order
        }
        return world.run(orders, keepsEvents: keepsEvents, wasCancelled: isCancelled)
    }

    /// Equal without a look at them where they are those of the run before.
    private mutating func agents(of run: ScenarioRun) -> [String: SimulatedAgent] {
        guard run.inheritsSettings else { return run.simulatedAgents }
        let agents = inherited ?? run.simulatedAgents
        inherited = agents
        return agents
    }

    private func isRecorded(_ run: SessionRun) -> Bool {
        resumed.contains(run.run.name) || run.run.resumes != nil
            || (keepsJournal && run.plan.run.repetition <= Self.journaledRepetitions)
            || run.plan.run.repetition == journaled
    }

    package mutating func takeJournal(of run: SessionRun) -> VirtualJournal {
        let id = run.plan.run.id
        let mayBeResumed = run.run.resumes != nil || resumed.contains(run.run.name)
        defer {
            if !mayBeResumed {
                world.dropJournal(of: id)
                world.dropEffects(of: run.order)
            }
        }
        return world.recorded(by: id)
    }
}

extension ScenarioRun {
    /// The agents whose answers are written down.
    package var simulatedAgents: [String: SimulatedAgent] {
        agents.compactMapValues(\.agent.simulated)
    }
}
