// Deaths by faults: the process ends without a word, and the run goes on in the next one.
extension RunHost {
    /// The process died by a fault: what was not recorded is gone, and what was asked for is not done.
    package func crash(in world: inout some RunWorld) {
        guard !isFinished, !hasSaidEnd else { return }
        forgetDiscarded(in: &world)
        step.keepActions { _ in false }
        waiting.removeAll()
        die(in: &world)
        hasCrashed = true
    }

    /// A commit is believed that is gone: its result is kept, and nothing else is begun before the process dies.
    func believe(commitOf phase: Int, _ signal: Signal) {
        let count = step.latest.count
        let death = RunDeath.afterCommit(of: plan.phases[phase].id)
        guard death.cut(&step, after: signal, of: plan, earlier: eventCount) != nil else { return }
        machine.takeBack(events: count - step.latest.count)
    }

    /// What the next process does, which finds these entries; with those of them that count.
    package func nextLife(
        _ entries: [[UInt8]],
        delivered: [String: Int],
        in world: inout some RunWorld
    ) -> (request: RunRequest, entries: [[UInt8]]) {
        var next = order
        next.life += 1
        let time = world.now - startedAt
        let (plan, site) = (plan, next.site)
        var passage = JournalPassage(entries)
        var acted: [FiredFault] = []
        world.withProcess { (passage, acted) = $0.open(entries, of: plan, as: site, at: time) }
        let opening = JournalOpening(passage, acted: acted)
        var trace = trace
        if keepsEvents { trace.events = step.events }
        var earlier = EarlierLives(
            count: order.earlier?.count ?? 0,
            number: number,
            startedAt: startedAt,
            sequence: ask { $0.sequence },
            eventCount: eventCount,
            trace: trace,
            delivered: order.earlier?.delivered ?? delivered
        )
        earlier.count += 1
        next.refusal = opening.failure
        if earlier.isLimitPassed {
            next.refusal = OperationFailure(
                kind: .process,
                message: "its process died \(earlier.count) times by faults, the last time after "
                    + "\(EarlierLives.limit) resumes: given up",
                isRetryable: false
            )
        }
        next.restoration = opening.restoration
        next.recordedEntries = opening.entries.count
        next.opened = opening.acted
        next.earlier = earlier
        return (next, opening.entries)
    }

    /// The first that happens in this life.
    package var beginning: Signal { order.refusal.map { .refused($0) } ?? .start }

    /// Takes over what there is of earlier lives.
    func takeOver(_ earlier: EarlierLives) {
        trace = earlier.trace
        trace.events = []
        trace.end(.cancelled, nil, fallbacks: [:])
        if keepsEvents { step.takeOver(earlier.trace.events) }
        eventCount = earlier.eventCount
        machine.takeOver(sequence: earlier.sequence, startedAt: earlier.startedAt)
    }
}
