/// Turns what a machine does into the entries of its journal. Both worlds use one; they only keep the bytes.
package struct JournalWriter: Sendable {
    /// The entry of one transaction, and how the run stands after it.
    package struct Entry: Sendable {
        /// The place among the run's entries, from 0.
        package let position: Int
        /// What it says, in order; bytes only where somebody reads them.
        package let records: [JournalRecord]
        /// How the run ended with it; `nil` where it goes on.
        package let status: RunStatus?

        /// The bytes that are kept of it.
        package var bytes: [UInt8] { JournalCodec.entry(records) }
    }

    /// What opens a new run, until its first entry.
    private var opening: [JournalRecord] = []
    private var pending: [JournalRecord] = []
    private var position: Int
    /// Events that stand in an entry although the machine says them only once that is acknowledged.
    private var written: [Event.Kind] = []
    /// The phases whose next attempts are to be told something else than what is recorded.
    private var changed: Set<PhaseID> = []
    /// How many earlier attempts of each phase are recorded.
    private var recorded: [PhaseID: Int] = [:]

    /// A writer for a run of which so many entries are there already; a header opens a new one.
    ///
    /// `basis` is what had happened in the scenario before a new run.
    package init(header: RunHeader?, basis: ScenarioBasis? = nil, after entries: Int = 0) {
        position = entries
        guard let header else { return }
        opening.append(.opened(header))
        if let basis, !basis.isEmpty { opening.append(.rests(basis)) }
    }

    /// Takes up what happened.
    package mutating func note(_ events: some Sequence<Event>) {
        for event in events {
            noteMemory(event.kind)
            if let index = written.firstIndex(of: event.kind) {
                written.remove(at: index)
            } else {
                pending.append(.event(event))
            }
        }
    }

    private mutating func noteMemory(_ kind: Event.Kind) {
        switch kind {
        case .attemptFailed(let phase, _, _), .validationFailed(let phase, _, _),
            .phaseDiscarded(let phase, _), .phaseEnded(let phase, .discarded):
            changed.insert(phase)
        case .revisionRequested(_, let target, _, _): changed.insert(target)
        case .rolledBack(let phase, _, let target, _):
            changed.insert(phase)
            if let target { changed.insert(target) }
        default: break
        }
    }

    /// The entry of a phase's commit, which also holds what the machine will say once it is acknowledged.
    package mutating func entry(
        committing phase: Int,
        _ output: PhaseOutput,
        of machine: RunMachine
    ) -> Entry {
        let planned = machine.planned[phase]
        let commit = CommittedPhase(
            phase: planned.id,
            identity: planned.identity,
            isCached: machine.isFromCache(phase),
            output: output
        )
        return entry(
            announcing: machine.announcement(ofCommit: phase, output),
            of: machine,
            commit
        )
    }

    /// The entry that says that a phase is undone.
    package mutating func entry(undoing phase: Int, of machine: RunMachine) -> Entry {
        entry(announcing: machine.announcement(ofUndoing: phase), of: machine, nil)
    }

    /// The entry that makes what was decided durable before anything acts on it; `nil` where nothing is to be recorded.
    package mutating func entry(
        deciding decision: RunDecision?,
        of machine: RunMachine
    ) -> Entry? {
        guard decision != nil || !pending.isEmpty else { return nil }
        var records: [JournalRecord] = []
        let status = pending.last?.ending
        takePending(&records, nil)
        if let decision { records.append(.decided(decision)) }
        addMemories(of: machine, to: &records)
        return finished(records, status)
    }

    private mutating func entry(
        announcing kinds: [Event.Kind],
        of machine: RunMachine,
        _ commit: CommittedPhase?
    ) -> Entry {
        var records: [JournalRecord] = []
        records.reserveCapacity(opening.count + pending.count + kinds.count + 2)
        takePending(&records, commit)
        var status: RunStatus?
        for (offset, kind) in kinds.enumerated() {
            records.append(.event(machine.next(kind, offset: offset)))
            if case .runEnded(let ending, _) = kind { status = ending }
        }
        written += kinds
        if let commit, machine.hasHookAfter(commit.phase) {
            records.append(.decided(.awaitsHookAfter(commit.phase)))
        }
        addMemories(of: machine, to: &records)
        return finished(records, status)
    }

    /// What is not recorded yet when a run is over; `nil` where that is nothing.
    package mutating func lastEntry(status: RunStatus, of machine: RunMachine) -> Entry? {
        guard !pending.isEmpty || !opening.isEmpty else { return nil }
        var records: [JournalRecord] = []
        takePending(&records, nil)
        addMemories(of: machine, to: &records)
        return finished(records, status)
    }

    /// Moves what waits into an entry: what opens the run, then the content of a commit, then what happened.
    private mutating func takePending(
        _ records: inout [JournalRecord],
        _ commit: CommittedPhase?
    ) {
        records += opening
        opening.removeAll()
        if let commit { records.append(.committed(commit)) }
        records += pending
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func addMemories(of machine: RunMachine, to records: inout [JournalRecord]) {
        guard !changed.isEmpty else { return }
        for phase in changed.sorted() {
            let known = recorded[phase] ?? machine.restoration?.history[phase]?.count ?? 0
            guard let memory = machine.memory(of: phase, after: known) else { continue }
            recorded[phase] = known + memory.history.count
            records.append(.told(memory))
        }
        changed.removeAll(keepingCapacity: true)
    }

    private mutating func finished(_ records: [JournalRecord], _ status: RunStatus?) -> Entry {
        defer { position += 1 }
        return Entry(position: position, records: records, status: status)
    }
}

extension JournalRecord {
    /// How the run ended, where the record says that.
    fileprivate var ending: RunStatus? {
        guard case .event(let event) = self, case .runEnded(let status, _) = event.kind else {
            return nil
        }
        return status
    }
}

extension RunMachine {
    /// What a phase's next attempt would be told, the earliest attempts left out.
    func memory(of phase: PhaseID, after known: Int) -> PhaseMemory? {
        guard let place = plan.place(of: phase) else { return nil }
        let progress = phases[place]
        let context = plan.context
        // What was committed has done: its causes are answered, even if it is undone.
        let isAnswered =
            switch progress.state {
            case .committing, .committed, .rollingBack, .rolledBack, .rollbackFailed: true
            default: false
            }
        return PhaseMemory(
            phase: phase,
            history: context.isEnabled && context.hasHistory
                ? Array(progress.history.dropFirst(known)) : [],
            feedback: isAnswered ? nil : progress.feedback
        )
    }

    func hasHookAfter(_ phase: PhaseID) -> Bool {
        plan.place(of: phase).map { planned[$0].configuration.hooks.contains(.after) } ?? false
    }

    func isFromCache(_ phase: Int) -> Bool { phases[phase].isCached }

    /// What the machine will say once a commit is acknowledged, the end of the run included where nothing else is left.
    func announcement(ofCommit index: Int, _ output: PhaseOutput) -> [Event.Kind] {
        var kinds = [commitEvent(of: index, output), endEvent(of: index)]
        if let status = closingStatus(after: index) {
            kinds.append(.runEnded(status: status, error: nil))
        }
        return kinds
    }

    /// What the machine will say once an undone phase is recorded.
    func announcement(ofUndoing index: Int) -> [Event.Kind] {
        let id = planned[index].id
        let attempt = phases[index].compensationAttempts
        var kinds: [Event.Kind] = [.compensated(id, attempt: attempt, failure: nil)]
        if let output = phases[index].output {
            kinds.append(.phaseDiscarded(id, digest: output.digest))
        }
        return kinds
    }

    func next(_ kind: Event.Kind, offset: Int) -> Event {
        Event(sequence: sequence + 1 + offset, time: now - startedAt, run: run, kind: kind)
    }
}
