internal import GRDB
package import Monitoring

/// The history on the disk: what is kept of executions, over all processes that used the state folder.
///
/// A power cut may undo the last executions that were added, never part of one. Two processes may add at once.
package final class HistoryDatabase: Sendable {
    /// How much is kept.
    package struct Limits: Sendable, Equatable {
        /// The most executions of a series.
        package var executions: Int
        /// The most bytes of the database.
        package var bytes: Int

        /// Sets both limits; the defaults are 200 executions and 64 MiB.
        package init(executions: Int = 200, bytes: Int = 64 << 20) {
            self.executions = executions
            self.bytes = bytes
        }
    }

    /// How many executions go at once where there are too many bytes.
    private static let executionsPerTransaction = 256

    /// What was cut on opening, in words for the user.
    package var notices: [String] { database.notices }
    private let database: OpenDatabase

    /// Opens `history.sqlite` in a state folder; makes both where they are missing unless `mustExist`.
    package init(folder: String, mustExist: Bool = false) throws(StorageFailure) {
        database = try OpenDatabase(.history, in: folder, mustExist: mustExist)
    }

    /// Adds executions after those that are there, in one transaction, and lets the oldest go beyond the limits.
    ///
    /// One on a virtual clock that is there already is not stored again. One with more than one life takes the place of
    /// the execution that has its stored id: a run and its resumes are one.
    package func add(
        _ histories: [RunHistory],
        limits: Limits = Limits()
    ) throws(StorageFailure) {
        guard histories.contains(where: { !$0.executions.isEmpty }) else { return }
        try database.transaction { db in
            let writer = HistoryWriter(db)
            for history in histories where !history.executions.isEmpty {
                let series = try writer.series(history.key)
                for execution in history.executions { try writer.add(execution, to: series) }
                try writer.trim(series, to: limits.executions)
            }
            try writer.deleteEmptySeries()
        }
        try trim(to: limits.bytes)
    }

    /// What is kept of the series that are wanted, all of them where nothing is said; sorted by series.
    ///
    /// - Parameter known: Series that are left out where no more than one execution of them is kept.
    package func histories(
        beyondOneOf known: Set<SeriesKey> = [],
        where isWanted: (SeriesKey) -> Bool = { _ in true }
    ) throws(StorageFailure) -> [RunHistory] {
        try database.access { db in
            // One view of all tables, whoever writes meanwhile.
            var histories: [RunHistory] = []
            try db.inTransaction(.deferred) {
                histories = try HistoryReader(db, path: database.path)
                    .histories(beyondOneOf: known, where: isWanted)
                return .commit
            }
            return histories
        }
    }

    private func trim(to bytes: Int) throws(StorageFailure) {
        var hasDeleted = false
        while try usedBytes > bytes {
            let deleted = try database.transaction { db in
                let writer = HistoryWriter(db)
                defer { hasDeleted = true }
                let deleted = try writer.deleteOldest(Self.executionsPerTransaction)
                try writer.deleteEmptySeries()
                return deleted
            }
            guard deleted > 0 else { break }
        }
        if hasDeleted { try database.giveBackSpace() }
    }

    /// The bytes of all pages that hold something.
    private var usedBytes: Int {
        get throws(StorageFailure) {
            try database.access { db in
                let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
                let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
                let size = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
                return (pages - free) * size
            }
        }
    }
}
