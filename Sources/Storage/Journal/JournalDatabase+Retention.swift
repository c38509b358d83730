internal import GRDB

extension JournalDatabase {
    /// The words for a run that is over. One that failed may be resumed, but nobody waits for it.
    private static let finished: Set<String> = ["succeeded", "degraded", "failed", "cancelled"]
    /// Whether nobody waits for a run of this status.
    static func isFinished(_ status: String?) -> Bool { status.map(finished.contains) == true }

    /// How many runs one transaction deletes.
    private static let runsPerTransaction = 64

    /// Deletes the oldest finished runs until the rest is within the limits; says how many.
    ///
    /// Runs that are not over, and runs that a process executes, stay whatever the limits say.
    package func trim(to limits: JournalLimits) throws(StorageFailure) -> Int {
        var runs = try runs(limit: .max)
        var count = runs.count
        var bytes = runs.reduce(0) { $0 + $1.bytes }
        var deleted = 0
        let locks = try LockFile(StateFolder.path(of: LockName.file, in: folder))
        while count > limits.runs || bytes > limits.bytes {
            var chosen: [StoredRun] = []
            while chosen.count < Self.runsPerTransaction, let oldest = runs.popLast() {
                guard count > limits.runs || bytes > limits.bytes else { break }
                guard Self.isFinished(oldest.status),
                    try locks.tryLock(byte: LockName.run(oldest.origin.id).offset)
                else { continue }
                chosen.append(oldest)
                count -= 1
                bytes -= oldest.bytes
            }
            guard !chosen.isEmpty else { break }
            defer { for run in chosen { locks.unlock(byte: LockName.run(run.origin.id).offset) } }
            let gone = try delete(chosen)
            for id in gone { EffectFolder(ofRun: id, in: folder).remove() }
            deleted += gone.count
        }
        if deleted > 0 { try database.giveBackSpace() }
        return deleted
    }

    /// Deletes runs; gives the ids of those that are gone.
    private func delete(_ runs: [StoredRun]) throws(StorageFailure) -> [String] {
        try database.transaction { db in
            var deleted: [String] = []
            for run in runs {
                // What somebody resumed in the meantime stays.
                let find = try db.cachedStatement(
                    sql: "SELECT number FROM runs WHERE id = ? AND status IS ?"
                )
                guard let number = try Int64.fetchOne(find, arguments: [run.origin.id, run.status])
                else { continue }
                try db.cachedStatement(
                    sql: """
                        DELETE FROM entries
                        WHERE place BETWEEN ?1 << 32 AND ?1 << 32 | 0xFFFFFFFF
                        """
                ).execute(arguments: [number])
                try db.cachedStatement(sql: "DELETE FROM runs WHERE number = ?")
                    .execute(arguments: [number])
                deleted.append(run.origin.id)
            }
            return deleted
        }
    }
}
