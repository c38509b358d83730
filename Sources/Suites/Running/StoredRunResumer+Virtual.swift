internal import Scenarios
internal import Shapes
internal import Faults
internal import Runtime
internal import Simulation
internal import Storage
internal import Workflows

extension StoredRunResumer {
    /// Executes a run of a virtual world, and writes its journal to the state folder.
    func executeVirtually(
        _ scenario: Scenario,
        _ run: SessionRun,
        _ stored: StoredRun
    ) throws -> RunTrace {
        let isShared = run.run.configuration.cacheStore == .shared
        var session = VirtualSessionWorld(
            scenario,
            shared: isShared ? state.results : nil,
            wall: isShared ? surroundings.wall() : nil,
            keepsJournal: true
        )
        if let basis = run.order.restoration?.basis { session.world.continueFrom(basis) }
        if let restoration = run.order.restoration {
            let unvisited = restoration.unvisited
            session.world.revisit(
                unvisited.events,
                after: restoration.visitedEvents,
                of: run.plan,
                as: run.order.lineage,
                lives: unvisited.lives
            )
        }
        _ = session.open(run.found, of: run.plan, as: run.order.site)
        session.world.replaceJournal(of: run.plan.run.id, with: run.entries)
        if let ledger = run.order.restoration?.ledger {
            session.world.takeOver(ledger, of: run.order)
        }
        var trace = session.perform([run]).first ?? RunTrace(run: run.plan.run)
        let journal = session.takeJournal(of: run).bytes
        // A death by a fault may have cost entries that were there before.
        let kept = zip(journal, run.entries).prefix { $0 == $1 }.count
        if kept < run.entries.count { try state.journal.cut(stored.origin.id, from: kept) }
        let fresh = (journal + trace.ledger.entries).enumerated().dropFirst(kept)
        try state.journal.appendAll(
            fresh.map { position, bytes in
                JournalAppend(
                    run: stored.origin.id,
                    position: position,
                    bytes: bytes,
                    origin: position == 0 ? stored.origin : nil,
                    status: trace.status.rawValue
                )
            }
        )
        trace.storedID = stored.origin.id
        return trace
    }
}
