internal import GRDB

extension JournalDatabase {
    /// Removes a run's entries from this position on: a torn tail, which the caller reports.
    package func cut(_ id: String, from position: Int) throws(StorageFailure) {
        let first = max(0, min(position, 1 << 32 - 1))
        try database.transaction { db in
            try db.cachedStatement(
                sql: """
                    DELETE FROM entries WHERE place BETWEEN
                    (SELECT number << 32 | ?1 FROM runs WHERE id = ?2)
                    AND (SELECT number << 32 | 0xFFFFFFFF FROM runs WHERE id = ?2)
                    """
            ).execute(arguments: [first, id])
        }
    }
}
