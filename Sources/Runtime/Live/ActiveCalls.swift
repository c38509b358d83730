internal import Workflows

/// The calls of a run that have not reported yet: at most one for each phase.
struct ActiveCalls: Sendable {
    private struct Entry: Sendable {
        let id: CallID
        let handle: CallHandle?
        let isProgram: Bool
        var isEndless: Bool
        let causes: ProbeCauses?
        let memory: (any MeasuredMemory)?
    }

    private let phases: Int
    /// By phase; empty until the first call.
    private var entries: [Entry?] = []
    /// Calls that were stopped and may not have ended, and what judged their outputs.
    private(set) var stopped: [CallHandle] = []
    private var count = 0
    private var endless = 0

    /// No calls of a run with so many phases.
    init(phases: Int) {
        self.phases = phases
    }

    var isEmpty: Bool { count == 0 }

    /// Whether any of them will report by itself.
    var willReport: Bool { count > endless }

    /// Whether a user-supplied program is running.
    var hasPrograms: Bool { entries.contains { $0?.isProgram == true } }

    /// Takes up a call.
    mutating func add(_ call: CallQueue.Call) {
        if entries.isEmpty { entries = Array(repeating: nil, count: phases) }
        let id = call.task.id
        stop(id, atOnce: true, whatever: true)
        let isEndless = call.task.isEndless
        entries[id.phase] = Entry(
            id: id,
            handle: call.handle,
            isProgram: call.task.isProgram,
            isEndless: isEndless,
            causes: call.task.causes,
            memory: call.task.memory
        )
        count += 1
        if isEndless { endless += 1 }
    }

    /// A call is over; says whether it was still wanted.
    mutating func end(_ id: CallID) -> Bool {
        guard isActive(id) else { return false }
        return remove(id.phase) != nil
    }

    /// A call will not report any more, and is not over either.
    mutating func silence(_ id: CallID) {
        guard isActive(id), entries[id.phase]?.isEndless == false else { return }
        entries[id.phase]?.isEndless = true
        endless += 1
    }

    /// Why the calls that a deadline ends have no answer yet, as far as anybody knows.
    func causes(endedBy timer: TimerID) -> [Signal] {
        entries.compactMap { entry in
            guard let entry, let cause = entry.causes?.last else { return nil }
            switch timer {
            case .attempt(entry.id), .heartbeat(entry.id), .run:
                return .waits(entry.id, cause: cause)
            default: return nil
            }
        }
    }

    /// What the call of an attempt has taken by now.
    func memory(of phase: Int, attempt: Int) -> MemoryUse? {
        guard entries.indices.contains(phase), let entry = entries[phase],
            entry.id == CallID(phase: phase, attempt: attempt)
        else { return nil }
        return entry.memory?.use
    }

    /// A call is no longer wanted; `whatever` its attempt.
    mutating func stop(_ id: CallID, atOnce: Bool, whatever: Bool = false) {
        guard whatever ? entries.indices.contains(id.phase) : isActive(id),
            let handle = remove(id.phase)?.handle
        else { return }
        handle.stop(atOnce: atOnce)
        stopped.append(handle)
    }

    /// Stops what judges the output of a call.
    mutating func stop(judging handle: CallHandle, atOnce: Bool) {
        handle.stop(atOnce: atOnce)
        stopped.append(handle)
    }

    /// Stops all that are left; gives every call that may not have ended.
    mutating func stopAll(atOnce: Bool) -> [CallHandle] {
        for entry in entries {
            if let entry { stop(entry.id, atOnce: atOnce) }
        }
        defer { stopped = [] }
        return stopped
    }

    func isActive(_ id: CallID) -> Bool {
        entries.indices.contains(id.phase) && entries[id.phase]?.id == id
    }

    private mutating func remove(_ phase: Int) -> Entry? {
        guard let entry = entries[phase] else { return nil }
        entries[phase] = nil
        count -= 1
        if entry.isEndless { endless -= 1 }
        return entry
    }
}
