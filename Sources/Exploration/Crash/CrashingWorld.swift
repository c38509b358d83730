package import Simulation
package import Suites
package import Workflows

/// A world whose process dies where a plan says so, and whose runs are resumed at once: whoever executes a scenario in it
/// sees runs that end, and goes on.
package struct CrashingWorld<World: SessionWorld>: SessionWorld {
    /// The world in which runs live and die.
    package private(set) var world: World
    /// The deaths to come; `nil` where none are, and once they were tried.
    package var plan: CrashPlan?
    /// All lives of each run of the batch in which the process died, by the run's place; the last is the one that ended.
    package private(set) var lives: [[RunTrace]] = []
    /// What the journal has of each of these runs that happened before its last life, but after the batch began.
    package private(set) var recorded: [[Event]] = []
    /// What agents delivered in lives that are over. It counts once the batch is: those that are executed at the same time
    /// begin from the same answer.
    private var over = DeliveryCounts([:])
    /// The runs of the batch as they began.
    private var first: [SessionRun] = []
    /// The place in its batch of the run that was to die.
    package private(set) var victim: Int?

    /// How often the process died.
    package private(set) var deaths = 0
    /// Why a run could not be resumed whose process died, if it could not.
    package private(set) var refusal: Resumption.Refusal?

    /// A world in which nothing dies without a plan.
    package init(_ world: World) {
        self.world = world
    }

    package mutating func perform(
        _ runs: [SessionRun]
    ) async throws(Resumption.Refusal) -> [RunTrace] {
        guard let plan, let victim = runs.firstIndex(where: { $0.plan.run.id == plan.run }) else {
            return try await world.perform(runs)
        }
        self.plan = nil
        self.victim = victim
        lives = Array(repeating: [], count: runs.count)
        recorded = lives.map { _ in [] }
        first = runs
        over = DeliveryCounts([:])
        // Those that are not over yet; who ended before the death is not resumed.
        var living = runs.enumerated().map { (place: $0.offset, run: $0.element) }
        for event in plan.events {
            guard let index = living.firstIndex(where: { $0.place == victim }) else { break }
            living[index].run.order.death = .afterEvents(event)
            living = try await dead(living)
            for (place, run) in living {
                let events = run.order.restoration?.events ?? []
                let known = runs[place].order.restoration?.events.count ?? 0
                recorded[place] = Array(events.dropFirst(known))
            }
        }
        for index in living.indices { living[index].run.order.death = nil }
        if !living.isEmpty {
            note(try await world.perform(living.map(\.run)), of: living)
            for each in living { over = over + deliveries(before: each) }
        }
        world.delivered = world.delivered + over
        return lives.map(Self.whole)
    }

    /// Performs runs in a process that is to die; gives those that did not end, as the next process takes them up.
    private mutating func dead(
        _ living: [(place: Int, run: SessionRun)]
    ) async throws(Resumption.Refusal) -> [(place: Int, run: SessionRun)] {
        let begun = world.delivered
        note(try await world.perform(living.map(\.run)), of: living)
        var left: [(place: Int, run: SessionRun)] = []
        for (place, run) in living {
            guard let trace = lives[place].last else { continue }
            guard trace.hasDied else {
                over =
                    over + DeliveryCounts(trace.events, of: run) + deliveries(before: (place, run))
                continue
            }
            if place == victim { deaths += 1 }
            do throws(Resumption.Refusal) {
                left.append((place, try run.resumed(after: trace, in: &world)))
            } catch {
                refusal = error
                throw error
            }
        }
        world.loseMemory()
        world.delivered = begun
        return left
    }

    /// What agents delivered in lives of a run that ended before this one, as far as it is recorded.
    private func deliveries(before life: (place: Int, run: SessionRun)) -> DeliveryCounts {
        DeliveryCounts(recordedOf: life.run) - DeliveryCounts(recordedOf: first[life.place])
    }

    private mutating func note(_ traces: [RunTrace], of living: [(place: Int, run: SessionRun)]) {
        for (trace, each) in zip(traces, living) { lives[each.place].append(trace) }
    }

    /// The last life with what happened in those before it, as of a run whose process died by a fault.
    private static func whole(_ lives: [RunTrace]) -> RunTrace {
        guard var whole = lives.last else {
            preconditionFailure("a run was performed, and no trace came of it")
        }
        guard lives.count > 1 else { return whole }
        whole.events = lives.flatMap(\.events)
        for life in lives.dropLast() { whole.firings.merge(life.firings) { $0 + $1 } }
        return whole
    }
}

// What the world does as if nothing died.
extension CrashingWorld {
    package var basis: ScenarioBasis { world.basis }

    package var delivered: DeliveryCounts {
        get { world.delivered }
        set { world.delivered = newValue }
    }

    package var environment: [String: String] { world.environment }

    package mutating func advance(by time: Duration) { world.advance(by: time) }

    package mutating func loseMemory() { world.loseMemory() }

    package mutating func invalidate(tag: String) { world.invalidate(tag: tag) }

    package mutating func entries(of run: String) throws(Resumption.Refusal) -> [[UInt8]] {
        try world.entries(of: run)
    }

    package mutating func open(
        _ entries: [[UInt8]],
        of plan: RunPlan,
        as run: Site.Run
    ) -> (JournalPassage, [FiredFault]) {
        world.open(entries, of: plan, as: run)
    }

    package mutating func takeJournal(of run: SessionRun) -> VirtualJournal {
        world.takeJournal(of: run)
    }
}
