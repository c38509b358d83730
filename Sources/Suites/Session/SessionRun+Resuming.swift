internal import Scenarios
package import Workflows

extension SessionRun {
    /// The same run as the next process takes it up: from what the journal has in a world where its process died.
    ///
    /// It is the same run in reports, in its next life for faults.
    package func resumed(
        after dead: RunTrace,
        in world: inout some SessionWorld
    ) throws(Resumption.Refusal) -> SessionRun {
        let id = plan.run.id
        var next = order
        next.death = nil
        // A process that died by a fault meanwhile was a life, too.
        let beginnings = dead.events.count { $0.tag == .runResumed }
        next.life += 1 + max(0, beginnings - (order.restoration == nil ? 0 : 1))
        let found = try world.entries(of: id)
        let (passage, acted) = world.open(found, of: plan, as: next.site)
        let resumption = try Resumption(passage, acted, for: plan)
        next.opened = acted
        next.restoration = resumption.restoration
        next.recordedEntries = resumption.entries.count
        var session = SessionRun(
            run: run.resuming(id),
            order: next,
            entries: resumption.entries
        )
        session.found = found
        session.observer = observer
        return session
    }
}
