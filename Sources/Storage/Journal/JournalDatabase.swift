internal import Synchronization

/// The journal on the disk: the records of every run, each durable when its append returns.
///
/// Two processes may have it open at once and append to different runs.
package final class JournalDatabase: Sendable {
    /// What was cut on opening, in words for the user.
    package var notices: [String] { database.notices }
    let database: OpenDatabase
    let folder: String
    private let commits: GroupCommit<JournalAppend>
    private let committed: Committed

    private final class Committed: Sendable {
        let transactions = Atomic(0)
    }

    /// The most appends of one transaction.
    private static let batch = 512

    /// Opens `journal.sqlite` in a state folder; makes both where they are missing unless `mustExist`.
    package init(folder: String, mustExist: Bool = false) throws(StorageFailure) {
        let database = try OpenDatabase(.journal, in: folder, mustExist: mustExist)
        let committed = Committed()
        self.database = database
        self.folder = folder
        self.committed = committed
        commits = GroupCommit(limit: Self.batch) { batch in
            Self.commit(batch, to: database, counting: committed)
        }
    }

    /// How many transactions appends have taken.
    package var transactions: Int { committed.transactions.load(ordering: .relaxed) }

    /// Writes a record and returns when it is durable; appends that wait together share one transaction.
    ///
    /// Throws where it is not durable, to a cancelled task too.
    package func append(_ append: JournalAppend) async throws(StorageFailure) {
        try await commits.submit(append).get()
    }

    /// Writes records in one transaction: all of them or none.
    package func appendAll(_ appends: [JournalAppend]) throws(StorageFailure) {
        try database.transaction { db in
            let writer = EntryWriter(db, path: database.path)
            for append in appends {
                if let refusal = try writer.write(append) { throw refusal }
            }
        }
        committed.transactions.add(1, ordering: .relaxed)
    }

    private static func commit(
        _ batch: [JournalAppend],
        to database: OpenDatabase,
        counting committed: Committed
    ) -> [Result<Void, StorageFailure>] {
        do throws(StorageFailure) {
            let outcomes = try database.transaction { db in
                let writer = EntryWriter(db, path: database.path)
                return try batch.map { append -> Result<Void, StorageFailure> in
                    try writer.write(append).map { .failure($0) } ?? .success(())
                }
            }
            committed.transactions.add(1, ordering: .relaxed)
            return outcomes
        } catch {
            return batch.map { _ in .failure(error) }
        }
    }
}
