package import Runtime
package import Storage
internal import Workflows

/// The state folder as scenarios use it: the journal of their runs, and the cache that runs can share.
package struct ScenarioState: Sendable {
    /// Where it lies unless the user says otherwise.
    package static let usualFolder = ".moonlight"

    /// The folder.
    package let folder: String
    /// Where runs are recorded.
    package let journal: JournalDatabase
    /// The cache that outlives a scenario.
    package let results: StoredResults
    /// Gives each stored run an id of its own.
    package let newID: @Sendable () -> String
    private let cache: CacheDatabase

    /// Opens a state folder, and makes it where it is missing unless it must exist.
    package init(
        folder: String,
        mustExist: Bool = false,
        newID: @escaping @Sendable () -> String
    ) throws(StorageFailure) {
        self.folder = folder
        self.newID = newID
        journal = try JournalDatabase(folder: folder, mustExist: mustExist)
        cache = try CacheDatabase(folder: folder)
        results = StoredResults(cache, locks: try FlightLocks(folder: folder))
    }

    /// What was cut on opening, in words for the user.
    package var notices: [String] { journal.notices + cache.notices }

    /// Forgets every shared result.
    package func clearSharedCache() throws(StorageFailure) {
        try cache.clear()
    }

    /// Lets the oldest finished runs go until the journal is within its limits.
    package func trim() throws(StorageFailure) {
        _ = try journal.trim(to: JournalLimits())
    }
}

extension StoredResults {
    /// The cache of a folder, which is made where it is missing.
    init(cacheFolder folder: String) throws(StorageFailure) {
        self.init(try CacheDatabase(folder: folder), locks: try FlightLocks(folder: folder))
    }
}

extension ScenarioState {
    /// Keeps runs that were executed without a disk, and takes their journals; each that has one gets an id.
    func keep(
        _ executed: inout [ExecutedRun],
        of scenario: Scenario,
        at wall: Duration
    ) throws(StorageFailure) {
        var appends: [JournalAppend] = []
        for index in executed.indices where !executed[index].journal.isEmpty {
            let run = executed[index]
            let id = newID()
            executed[index].trace.storedID = id
            executed[index].journal = []
            let origin = RunOrigin(run.plan, of: scenario, id: id, startedAt: wall)
            for (position, bytes) in run.journal.enumerated() {
                appends.append(
                    JournalAppend(
                        run: id,
                        position: position,
                        bytes: bytes,
                        origin: position == 0 ? origin : nil,
                        status: position == run.journal.count - 1 ? run.trace.status.rawValue : nil
                    )
                )
            }
        }
        if !appends.isEmpty { try journal.appendAll(appends) }
    }
}

extension RunOrigin {
    /// Where a scenario's run comes from.
    init(_ plan: RunPlan, of scenario: Scenario, id: String, startedAt: Duration) {
        self.init(
            id: id,
            scenario: scenario.name,
            run: plan.run.id,
            file: scenario.path,
            seed: plan.seed,
            startedAt: startedAt
        )
    }
}
