/// Turns what a machine does into the entries of its journal. Both worlds use one; they only keep the bytes.
package struct JournalWriter: Sendable {
    /// The entry of one transaction, and the state of the run after it.
    package struct Entry: Sendable {
        /// The place among the run's entries, from 0.
        package let position: Int
        /// What opens the run, in its first entry.
        let opening: [JournalRecord]
        /// The content of a commit.
        let commit: CommittedPhase?
        /// What happened, and what the machine will say once the entry is acknowledged.
        let events: [Event]
        /// What was decided.
        let decision: RunDecision?
        /// What next attempts are to be given.
        let memories: [PhaseMemory]
        /// How the run ended with it; `nil` if it continues.
        package let status: RunStatus?

        /// What it says, in order. A virtual run keeps its entries as they are: most are never read.
        package var records: [JournalRecord] {
            opening + (commit.map { [.committed($0)] } ?? []) + events.map { .event($0) }
                + (decision.map { [.decided($0)] } ?? []) + memories.map { .told($0) }
        }

        /// The bytes that are kept of it.
        package var bytes: [UInt8] { JournalCodec.entry(records) }
    }

    /// What opens a new run, until its first entry.
    private var opening: [JournalRecord] = []
    /// What happened since the latest entry.
    private var pending: [Event] = []
    private var position: Int
    /// Events that are in an entry although the machine reports them only once it is acknowledged.
    private var written: [Event.Kind] = []
    /// The phases whose next attempts are to be given something other than what is recorded, each once: a handful.
    private var changed: [PhaseID] = []
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

    /// Has the first entry say what the user asks for.
    mutating func open(asking requirements: String) {
        opening.append(.asked(Digest(of: requirements)))
    }

    /// Takes up what happened.
    package mutating func note(_ events: ArraySlice<Event>) {
        events.withUnsafeBufferPointer { events in
            for place in events.indices { noteMemory(events[place].tag, events, place) }
        }
        if beginsWithWritten(events) {
            pending.append(contentsOf: events.dropFirst(written.count))
            written.removeAll(keepingCapacity: true)
        } else {
            for event in events where !isWritten(event) { pending.append(event) }
        }
    }

    /// Whether everything that is written comes first, as it does where a commit is acknowledged at once.
    private func beginsWithWritten(_ events: ArraySlice<Event>) -> Bool {
        guard events.count >= written.count else { return false }
        return written.indices.allSatisfy {
            let event = events.startIndex + $0
            return written[$0].tag == events[event].tag && written[$0] == events[event].kind
        }
    }

    /// Whether an event is in an entry already; it is reported only once.
    private mutating func isWritten(_ event: Event) -> Bool {
        let index = written.firstIndex { $0.tag == event.tag && $0 == event.kind }
        guard let index else { return false }
        written.remove(at: index)
        return true
    }

    /// The kind of an event is looked at, which copies it, only where its tag says that it matters.
    private mutating func noteMemory(
        _ tag: Event.Kind.Tag,
        _ events: UnsafeBufferPointer<Event>,
        _ place: Int
    ) {
        switch tag {
        case .attemptFailed, .validationFailed, .phaseDiscarded, .phaseEnded, .revisionRequested,
            .rolledBack:
            noteMemory(events[place].kind)
        default: break
        }
    }

    private mutating func noteMemory(_ kind: Event.Kind) {
        switch kind {
        case .attemptFailed(let phase, _, _), .validationFailed(let phase, _, _),
            .phaseDiscarded(let phase, _), .phaseEnded(let phase, .discarded):
            noteChange(of: phase)
        case .revisionRequested(_, let target, _, _): noteChange(of: target)
        case .rolledBack(let phase, _, let target, _):
            noteChange(of: phase)
            if let target { noteChange(of: target) }
        default: break
        }
    }

    private mutating func noteChange(of phase: PhaseID) {
        if !changed.contains(phase) { changed.append(phase) }
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

    /// The entry that makes what was decided durable before anything acts on it; `nil` where nothing is left to write,
    /// although what was written before may still be on its way.
    package mutating func entry(
        deciding decision: RunDecision?,
        of machine: RunMachine
    ) -> Entry? {
        guard decision != nil || !pending.isEmpty else { return nil }
        return finished(machine, decision: decision)
    }

    private mutating func entry(
        announcing kinds: [Event.Kind],
        of machine: RunMachine,
        _ commit: CommittedPhase?
    ) -> Entry {
        for (offset, kind) in kinds.enumerated() {
            pending.append(machine.next(kind, offset: offset))
        }
        if written.isEmpty { written = kinds } else { written += kinds }
        let awaitsHook = commit.map { machine.hasHookAfter($0.phase) } ?? false
        return finished(
            machine,
            commit,
            decision: awaitsHook ? commit.map { .awaitsHookAfter($0.phase) } : nil
        )
    }

    /// What is not recorded yet when a run is over; `nil` where that is nothing.
    package mutating func lastEntry(of machine: RunMachine) -> Entry? {
        guard !pending.isEmpty || !opening.isEmpty else { return nil }
        return finished(machine)
    }

    /// What phases are to be given that is not recorded.
    private mutating func takeMemories(of machine: RunMachine) -> [PhaseMemory] {
        guard !changed.isEmpty else { return [] }
        var memories: [PhaseMemory] = []
        for phase in changed.sorted() {
            let known = recorded[phase] ?? machine.restoration?.history[phase]?.count ?? 0
            guard let memory = machine.memory(of: phase, after: known) else { continue }
            recorded[phase] = known + memory.history.count
            memories.append(memory)
        }
        changed.removeAll(keepingCapacity: true)
        return memories
    }

    /// How the run ended, where that is the last that happened. The kind is looked at only where there is an end.
    private var ending: RunStatus? {
        guard let last = pending.indices.last, pending[last].tag == .runEnded,
            case .runEnded(let status, _) = pending[last].kind
        else { return nil }
        return status
    }

    /// What waits becomes an entry.
    private mutating func finished(
        _ machine: RunMachine,
        _ commit: CommittedPhase? = nil,
        decision: RunDecision? = nil
    ) -> Entry {
        let entry = Entry(
            position: position,
            opening: opening,
            commit: commit,
            events: pending,
            decision: decision,
            memories: takeMemories(of: machine),
            status: ending
        )
        position += 1
        if !opening.isEmpty { opening = [] }
        pending = []
        return entry
    }
}

extension RunMachine {
    /// What a phase's next attempt would be given, the earliest attempts left out.
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
        if closingPhase == index, let status = closingStatus(after: index) {
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
