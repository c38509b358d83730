internal import GRDB

extension OpenDatabase {
    /// How many free pages one call returns to the file system, and one transaction of it.
    private static let pagesGivenBack = 16_384
    private static let pagesPerTransaction = 1024

    /// Gives pages that nothing uses back to the file system, 64 MiB at most.
    func giveBackSpace() throws(StorageFailure) {
        for _ in 0..<(Self.pagesGivenBack / Self.pagesPerTransaction) {
            let isDone = try access { db in
                try db.execute(sql: "PRAGMA incremental_vacuum(\(Self.pagesPerTransaction))")
                return try Int.fetchOne(db, sql: "PRAGMA freelist_count") == 0
            }
            if isDone { break }
        }
        // The file shrinks when the log is copied into it; another process that uses it may prevent that.
        try access { db in _ = try? db.checkpoint(.truncate) }
    }
}
