internal import Scenarios
package import Runtime
package import Storage
internal import Simulation
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
    /// Gives each stored run its own id.
    package let newID: @Sendable () -> String
    private let cache: CacheDatabase
    private let waiting: WaitingRuns

    /// Opens a state folder, and makes it where it is missing unless it must exist.
    package init(
        folder: String,
        mustExist: Bool = false,
        newID: @escaping @Sendable () -> String
    ) throws(StorageFailure) {
        self.folder = folder
        self.newID = newID
        journal = try JournalDatabase(folder: folder, mustExist: mustExist)
        waiting = WaitingRuns(journal)
        cache = try CacheDatabase(folder: folder)
        results = StoredResults(cache, locks: try FlightLocks(folder: folder))
    }

    /// What was cut on opening, in words for the user.
    package var notices: [String] { journal.notices + cache.notices }

    /// Forgets every shared result.
    package func clearSharedCache() throws(StorageFailure) {
        try cache.clear()
    }

    /// Writes the runs that wait, and lets the oldest finished ones go until the journal is within its limits.
    package func settle() throws(StorageFailure) {
        try waiting.write()
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
    /// Keeps runs that were executed without a disk, and takes their journals; each that has one gets an id. They are in
    /// the journal once the state is settled, or earlier.
    func keep(
        _ executed: inout [ExecutedRun],
        of scenario: Scenario,
        at wall: Duration
    ) throws(StorageFailure) {
        var runs: [WholeRun] = []
        for index in executed.indices where !executed[index].recorded.isEmpty {
            let run = executed[index]
            let id = newID()
            executed[index].trace.storedID = id
            executed[index].recorded = VirtualJournal()
            runs.append(
                WholeRun(
                    origin: RunOrigin(run.plan, of: scenario, id: id, startedAt: wall),
                    status: run.trace.status.rawValue,
                    size: run.recorded.size
                ) { [journal = run.recorded, ledger = run.trace.ledger] in
                    journal.bytes + ledger.entries
                }
            )
        }
        if !runs.isEmpty { try waiting.add(runs) }
    }
}

extension EffectLedger {
    /// What it adds to the journal of a run that was executed without a disk: nothing where nothing was done.
    var entries: [[UInt8]] { isEmpty ? [] : [JournalCodec.entry([.affected(self)])] }
}

extension JournalDatabase {
    /// The origin that the run has already, else this one. A resumed run whose whole journal was a torn tail begins
    /// again at its first record, and is still the run that it was.
    func origin(known origin: RunOrigin) throws(StorageFailure) -> RunOrigin {
        try run(origin.id)?.origin ?? origin
    }
}

extension RunOrigin {
    /// Where a scenario's run comes from.
    init(_ plan: RunPlan, of scenario: Scenario, id: String, startedAt: Duration) {
        self.init(
            id: id,
            scenario: scenario.nameInMatrix,
            run: plan.run.id,
            file: scenario.path,
            seed: plan.seed,
            startedAt: startedAt
        )
    }
}
