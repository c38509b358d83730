internal import Faults
internal import Workflows

/// One run under way in a virtual world.
final class VirtualRun {
    let order: VirtualOrder
    let startedAt: Duration
    let keepsEvents: Bool
    var machine: RunMachine
    /// What the machine wants done, and, where they are kept, the events so far.
    var step = Step()
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
        if keepsEvents { step.events.reserveCapacity(6 * order.plan.phases.count + 2) }
        if order.isRecorded, order.plan.configuration.hasCheckpoints {
            writer = JournalWriter(
                header: order.recordedEntries == 0 ? RunHeader(order.plan, startedAt: wall) : nil,
                after: order.recordedEntries
            )
        }
    }

    var plan: RunPlan { order.plan }

    /// Hands a signal to the machine.
    func handle(_ signal: Signal, at now: Duration, wall: Duration) {
        step.next(keepingEvents: keepsEvents)
        machine.handle(signal, at: now, wall: wall, into: &step)
    }

    /// Takes up what the machine said.
    func noteLatest() {
        eventCount += step.latest.count
        if writer != nil { writer?.note(step.latest) }
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
        record(writer?.lastEntry(status: status, of: machine))
        end(status, error)
    }

    /// The process died: what was not recorded is gone, and nobody says that the run ended.
    func die() {
        writer = nil
        end(.interrupted, nil)
    }

    private func end(_ status: RunStatus, _ error: RunError?) {
        if keepsEvents { trace.events = step.events }
        trace.outputs = machine.committedOutputs
        trace.end(status, error, fallbacks: machine.fallbacks)
        isFinished = true
    }

    /// Cuts the step short where the process dies in it; says whether it does.
    func dies(after signal: Signal) -> Bool {
        switch order.death {
        case .afterCommit(let phase):
            guard case .appended(let index) = signal, plan.phases[index].id == phase,
                let last = step.latest.firstIndex(where: { $0.isEnd(of: phase) })
            else { return false }
            step.events.removeSubrange((last + 1)...)
            step.keepActions { if case .store = $0 { true } else { false } }
        case .afterEvents(let limit):
            let excess = eventCount + step.latest.count - limit
            guard excess >= 0 else { return false }
            step.events.removeLast(min(excess, step.latest.count))
            step.keepActions { _ in false }
        case nil: return false
        }
        return true
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
