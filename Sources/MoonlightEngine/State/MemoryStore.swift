internal import Runtime
internal import Storage
internal import Locks
internal import Workflows

/// Runs in memory, for as long as their engine lives.
final class MemoryStore: RunStore {
    fileprivate struct Stored: Sendable {
        let origin: RunOrigin
        let number: Int
        var status = RunStatus.interrupted
        var entries: [[UInt8]] = []
    }

    private struct All: Sendable {
        var runs: [String: Stored] = [:]
        /// The number of the next run: later runs have higher ones.
        var next = 1
    }

    private let stored = Guarded(All())

    var notices: [String] { [] }

    // The engine itself keeps one run from being executed twice.
    func hold(_ id: String) -> RunHold { RunHold {} }

    func run(_ id: String) -> KnownRun? {
        stored.withLock { $0.runs[id] }.map { KnownRun(origin: $0.origin, status: $0.status) }
    }

    func runs(limit: Int) -> [RunSummary] {
        stored.withLock { $0.runs.values.sorted { $0.number > $1.number } }
            .prefix(max(0, limit))
            .map { RunSummary($0.origin, $0.status) }
    }

    func entries(of id: String) -> [[UInt8]] {
        stored.withLock { $0.runs[id]?.entries ?? [] }
    }

    func cut(_ id: String, from position: Int) {
        stored.withLock { stored in
            guard let entries = stored.runs[id]?.entries else { return }
            stored.runs[id]?.entries = Array(entries.prefix(position))
        }
    }

    func append(_ entry: [UInt8], to id: String, at position: Int) {
        stored.withLock { $0.runs[id]?.entries.append(entry) }
    }

    func effects(of id: String) -> EffectFolder? { nil }

    func journal(_ origin: RunOrigin, after records: Int) -> any RunJournal {
        Journal(store: self, origin: origin)
    }

    // A world without a shared cache keeps its results itself.
    func invalidate(tag: String) {}

    func trim(to count: Int, sparing active: Set<String>) -> Int {
        stored.withLock { stored in
            let excess = stored.runs.count - max(0, count)
            let oldest = stored.runs.values
                .filter { Self.isOver($0.status) && !active.contains($0.origin.id) }
                .sorted { $0.number < $1.number }
                .prefix(max(0, excess))
            for run in oldest { stored.runs[run.origin.id] = nil }
            return oldest.count
        }
    }

    private static func isOver(_ status: RunStatus) -> Bool {
        status != .interrupted && status != .paused
    }

    fileprivate func append(_ entry: JournalWriter.Entry, _ origin: RunOrigin) {
        stored.withLock { stored in
            var run = stored.runs[origin.id] ?? Stored(origin: origin, number: stored.next)
            stored.next = max(stored.next, run.number + 1)
            run.entries.append(entry.bytes)
            run.status = entry.status ?? .interrupted
            stored.runs[origin.id] = run
        }
    }

    private struct Journal: RunJournal {
        let store: MemoryStore
        let origin: RunOrigin

        func append(_ entry: JournalWriter.Entry) {
            store.append(entry, origin)
        }
    }
}
