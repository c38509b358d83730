internal import Faults
internal import Workflows

/// One run under way in a virtual world.
final class VirtualRun {
    let order: VirtualOrder
    let startedAt: Duration
    let keepsEvents: Bool
    var machine: RunMachine
    var trace: RunTrace
    var writer: JournalWriter?
    var journal: [[UInt8]] = []
    var eventCount = 0
    var isFinished = false

    init(_ order: VirtualOrder, at now: Duration, wall: Duration, keepsEvents: Bool) {
        self.order = order
        self.keepsEvents = keepsEvents
        startedAt = now
        machine = RunMachine(order.plan, restoring: order.restoration)
        machine.cancelsAfter = order.cancelsAfter
        trace = RunTrace(run: order.plan.run)
        // A phase that goes straight through leaves five events or six.
        if keepsEvents { trace.events.reserveCapacity(6 * order.plan.phases.count + 2) }
        if order.isRecorded, order.plan.configuration.hasCheckpoints {
            writer = JournalWriter(
                header: order.recordedEntries == 0 ? RunHeader(order.plan, startedAt: wall) : nil,
                after: order.recordedEntries
            )
        }
    }

    var plan: RunPlan { order.plan }

    /// Takes up what the machine said.
    func note(_ events: [Event]) {
        eventCount += events.count
        writer?.note(events)
        if keepsEvents { trace.events.append(contentsOf: events) }
    }

    func recordCommit(of phase: Int, _ output: PhaseOutput) {
        record(writer?.entry(committing: phase, output, of: machine))
    }

    func recordUndoing(of phase: Int) {
        record(writer?.entry(undoing: phase, of: machine))
    }

    private func record(_ entry: JournalWriter.Entry?) {
        if let entry { journal.append(entry.bytes) }
    }

    func finish(_ status: RunStatus, _ error: RunError?) {
        record(writer?.lastEntry(status: status))
        trace.outputs = machine.committedOutputs
        trace.end(status, error, fallbacks: machine.fallbacks)
        isFinished = true
    }

    /// The process died: what was not recorded is gone, and nobody says that the run ended.
    func die() {
        writer = nil
        trace.outputs = machine.committedOutputs
        trace.end(.interrupted, nil, fallbacks: machine.fallbacks)
        isFinished = true
    }

    /// What is left of a step in which the process dies; `nil` where it lives on.
    func shortened(_ step: Step, after signal: Signal) -> Step? {
        switch order.death {
        case .afterCommit(let phase):
            guard case .appended(let index) = signal, plan.phases[index].id == phase,
                let last = step.events.firstIndex(where: { $0.isEnd(of: phase) })
            else { return nil }
            var rest = Step()
            rest.events = Array(step.events[...last])
            rest.actions = step.actions.filter { if case .store = $0 { true } else { false } }
            return rest
        case .afterEvents(let limit):
            guard eventCount + step.events.count >= limit else { return nil }
            var rest = Step()
            rest.events = Array(step.events.prefix(max(0, limit - eventCount)))
            return rest
        case nil: return nil
        }
    }

    func site(of id: CallID, at now: Duration) -> CallSite {
        let phase = plan.phases[id.phase]
        return CallSite(
            run: plan.run.name,
            repetition: plan.run.repetition,
            phase: phase.id.name,
            agent: id.isCompensation
                ? phase.configuration.compensation ?? phase.agent : phase.agent,
            attempt: id.attempt,
            time: now - startedAt
        )
    }
}

extension Event {
    fileprivate func isEnd(of phase: PhaseID) -> Bool {
        if case .phaseEnded(phase, _) = kind { true } else { false }
    }
}
