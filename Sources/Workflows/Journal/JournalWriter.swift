/// Turns what a machine does into the entries of its journal. Both worlds use one; they only keep the bytes.
package struct JournalWriter: Sendable {
    /// The entry of one transaction, and the state of the run after it.
    package struct Entry: Sendable {
        /// The place among the run's entries, from 0.
        package let position: Int
        /// What opens the run, in its first entry.
        let opening: [JournalRecord]
        /// What had become of faults by now, where whoever resumes the run has to know.
        var rests: ScenarioBasis?
        /// How many of the events the machine will say once the entry is acknowledged.
        let announced: Int
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
            var records: [JournalRecord] = []
            forEachRecord { records.append($0) }
            return records
        }

        /// The bytes that are kept of it.
        package var bytes: [UInt8] { JournalCodec.entry(visiting: forEachRecord) }

        /// About how many bytes that are, without putting them together: few events have more than 128 of their own.
        package var size: Int {
            let outputs = commit.map { $0.output.size } ?? 0
            let told = memories.reduce(0) { $0 + ($1.feedback?.utf8.count ?? 0) }
            return 128 * (events.count + 1) + outputs + told
        }

        /// Visits what it says, in order; what had become of faults comes before the events that are still to come.
        private func forEachRecord(_ body: (JournalRecord) -> Void) {
            for record in opening { body(record) }
            if let commit { body(.committed(commit)) }
            for event in events.dropLast(announced) { body(.event(event)) }
            if let rests { body(.rests(rests)) }
            for event in events.suffix(announced) { body(.event(event)) }
            if let decision { body(.decided(decision)) }
            for memory in memories { body(.told(memory)) }
        }
    }

    /// What opens a new run, until its first entry.
    private var opening: [JournalRecord] = []
    /// What happened since the latest entry.
    private var pending: [Event] = []
    private var position: Int
    /// Whether nothing more of the run is recorded.
    private var isLeft = false
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

    /// Has the first entry say which life begins, where the journal does not show that the ones before it did.
    mutating func open(life: Int) { opening.append(.lives(life)) }

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
        guard !isLeft, decision != nil || !pending.isEmpty else { return nil }
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
            announced: kinds.count,
            decision: awaitsHook ? commit.map { .awaitsHookAfter($0.phase) } : nil
        )
    }

    /// What is not recorded yet when a run is over; `nil` where that is nothing.
    package mutating func lastEntry(of machine: RunMachine) -> Entry? {
        if isLeft {
            pending = []
            changed = []
        }
        guard !pending.isEmpty || !opening.isEmpty else { return nil }
        return finished(machine)
    }

    /// Records nothing more of the run but what became of faults, after an entry that one of them kept from the disk, or
    /// from being acknowledged.
    mutating func leave(noting basis: ScenarioBasis, after entry: Entry, isWritten: Bool) {
        opening = isWritten ? [] : entry.opening
        position = entry.position + (isWritten ? 1 : 0)
        if let place = opening.firstIndex(where: { if case .rests = $0 { true } else { false } }) {
            opening[place] = .rests(basis)
        } else {
            opening.append(.rests(basis))
        }
        isLeft = true
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
        announced: Int = 0,
        decision: RunDecision? = nil
    ) -> Entry {
        let entry = Entry(
            position: position,
            opening: opening,
            announced: announced,
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
