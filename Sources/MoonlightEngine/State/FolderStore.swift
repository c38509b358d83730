internal import Foundation
internal import Runtime
internal import Storage
internal import Workflows

/// Runs and results in a state folder.
struct FolderStore: RunStore {
    private let folder: String
    private let journal: JournalDatabase
    private let cache: CacheDatabase
    /// The cache as a world uses it.
    let results: StoredResults

    /// Opens a folder, and makes it where it is missing.
    init(_ folder: String, limits: CacheLimits) throws(EngineError) {
        self.folder = folder
        do throws(StorageFailure) {
            journal = try JournalDatabase(folder: folder)
            cache = try CacheDatabase(folder: folder, limits: limits)
            results = StoredResults(cache, locks: try FlightLocks(folder: folder))
        } catch {
            throw EngineError(error)
        }
    }

    var notices: [String] { journal.notices + cache.notices }

    func hold(_ id: String) throws(EngineError) -> RunHold {
        do throws(StorageFailure) {
            let lock = try RunLock(run: id, in: folder)
            return RunHold { lock.release() }
        } catch {
            // The lock's own refusal has no kind of its own.
            if error.message.hasPrefix("run \(id) is being executed") { throw .underWay(id) }
            throw EngineError(error)
        }
    }

    func run(_ id: String) throws(EngineError) -> KnownRun? {
        try attempt { () throws(StorageFailure) in try journal.run(id) }
            .map { KnownRun(origin: $0.origin, status: RunStatus(stored: $0.status)) }
    }

    func runs(limit: Int) throws(EngineError) -> [RunSummary] {
        try attempt { () throws(StorageFailure) in try journal.runs(limit: limit) }
            .map { RunSummary($0.origin, RunStatus(stored: $0.status)) }
    }

    func entries(of id: String) throws(EngineError) -> [[UInt8]] {
        try attempt { () throws(StorageFailure) in try journal.entries(of: id) }
    }

    func cut(_ id: String, from position: Int) throws(EngineError) {
        try attempt { () throws(StorageFailure) in try journal.cut(id, from: position) }
    }

    func append(_ entry: [UInt8], to id: String, at position: Int) throws(EngineError) {
        let append = JournalAppend(run: id, position: position, bytes: entry)
        try attempt { () throws(StorageFailure) in try journal.appendAll([append]) }
    }

    func effects(of id: String) -> EffectFolder? { EffectFolder(ofRun: id, in: folder) }

    func journal(_ origin: RunOrigin, after records: Int) -> any RunJournal {
        StoredRunJournal(journal, origin: origin, after: records)
    }

    func invalidate(tag: String) throws(EngineError) {
        _ = try attempt { () throws(StorageFailure) in try cache.invalidate(tag: tag) }
    }

    // What is being executed has its lock, which trimming respects.
    func trim(to count: Int, sparing active: Set<String>) throws(EngineError) -> Int {
        let limits = JournalLimits(runs: count, bytes: .max)
        return try attempt { () throws(StorageFailure) in try journal.trim(to: limits) }
    }

    private func attempt<Value>(
        _ body: () throws(StorageFailure) -> Value
    ) throws(EngineError) -> Value {
        do throws(StorageFailure) { return try body() } catch { throw EngineError(error) }
    }
}

extension RunStatus {
    /// A status as the journal has it; none says nothing, as a process does that died.
    init(stored text: String?) {
        self = text.flatMap { RunStatus(rawValue: $0) } ?? .interrupted
    }
}

extension RunSummary {
    init(_ origin: RunOrigin, _ status: RunStatus) {
        id = origin.id
        workflow = origin.scenario
        self.status = status
        startedAt = Date(timeIntervalSince1970: origin.startedAt.seconds)
    }
}
