internal import Workflows

/// The calls of a run that have not reported yet: at most one for each phase.
struct CallsUnderWay: Sendable {
    private struct Entry: Sendable {
        let id: CallID
        let isEndless: Bool
        let stop: CallStop?
    }

    private let phases: Int
    /// By phase; empty until the first call gets a task of its own.
    private var entries: [Entry?] = []
    private var count = 0
    private var endless = 0

    /// No calls of a run with so many phases.
    init(phases: Int) {
        self.phases = phases
    }

    var isEmpty: Bool { count == 0 }

    /// Whether any of them will report by itself.
    var willReport: Bool { count > endless }

    /// Takes up a call.
    mutating func begin(_ call: CallQueue.Call) {
        if entries.isEmpty { entries = Array(repeating: nil, count: phases) }
        let id = call.task.id
        _ = remove(id.phase)
        entries[id.phase] = Entry(id: id, isEndless: call.task.isEndless, stop: call.stop)
        count += 1
        if call.task.isEndless { endless += 1 }
    }

    /// A call is over; says whether it was still wanted.
    mutating func end(_ id: CallID) -> Bool {
        guard entries.indices.contains(id.phase), entries[id.phase]?.id == id else { return false }
        return remove(id.phase) != nil
    }

    /// A call is no longer wanted.
    mutating func stop(_ id: CallID) {
        guard entries.indices.contains(id.phase), entries[id.phase]?.id == id else { return }
        remove(id.phase)?.stop?.stop()
    }

    private mutating func remove(_ phase: Int) -> Entry? {
        guard let entry = entries[phase] else { return nil }
        entries[phase] = nil
        count -= 1
        if entry.isEndless { endless -= 1 }
        return entry
    }
}
