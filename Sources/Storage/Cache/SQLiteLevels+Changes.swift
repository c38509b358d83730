internal import Foundation
internal import GRDB
package import Workflows

extension SQLiteLevels {
    package func insert(
        _ action: CachedAction,
        _ output: PhaseOutput
    ) throws(StorageFailure) {
        try attempt {
            try db.cachedStatement(
                sql: """
                    INSERT INTO actions (key, phase, parts, output, size, committed, tags, used)
                    VALUES (?, ?, ?, ?, ?, ?, ?,
                        coalesce((SELECT max(used) FROM actions), 0) + 1)
                    """
            ).execute(arguments: [
                action.key.digest.data, action.key.phase.name, Data(action.key.encoded),
                action.output.data, action.size, action.committedAt.microseconds,
                CachedActionRow.encode(action.tags),
            ])
            keys.add(action.key)
            try add(action.tags, to: db.lastInsertedRowID)
            try add(output)
            try change(count: 1, bytes: db.changesCount == 1 ? output.size : 0)
        }
    }

    package func markUsed(_ key: Digest) throws(StorageFailure) {
        try attempt {
            try db.cachedStatement(
                sql: """
                    UPDATE actions SET used = (SELECT max(used) FROM actions) + 1
                    WHERE key = ? AND used < (SELECT max(used) FROM actions)
                    """
            ).execute(arguments: [key.data])
        }
    }

    package func remove(_ key: Digest) throws(StorageFailure) {
        try attempt {
            let find = try db.cachedStatement(
                sql: "SELECT \(CachedActionRow.columns) FROM actions WHERE key = ?"
            )
            if let row = try CachedActionRow.fetch(find, [key.data], keys) { try delete(row) }
        }
    }

    /// Deletes everything.
    func removeAll() throws(StorageFailure) {
        try attempt {
            for table in ["actions", "tags", "contents"] {
                try db.execute(sql: "DELETE FROM \(table)")
            }
            try db.execute(sql: "UPDATE totals SET count = 0, bytes = 0")
        }
    }

    /// Deletes an action, and its content where no other action refers to it.
    func delete(_ row: CachedActionRow) throws {
        try db.cachedStatement(sql: "DELETE FROM actions WHERE number = ?")
            .execute(arguments: [row.number])
        if row.hasTags {
            try db.cachedStatement(sql: "DELETE FROM tags WHERE action = ?")
                .execute(arguments: [row.number])
        }
        try change(count: -1, bytes: 0)
        let find = try db.cachedStatement(sql: "SELECT 1 FROM actions WHERE output = ? LIMIT 1")
        if try Int.fetchOne(find, arguments: [row.output]) == nil {
            try deleteContent(Digest(bytes: Array(row.output)))
        }
    }

    /// Deletes a content where there is one.
    func deleteContent(_ digest: Digest) throws {
        let delete = try db.cachedStatement(
            sql: "DELETE FROM contents WHERE digest = ? RETURNING size"
        )
        // All rows are read, because only then is the statement done.
        let sizes = try Int.fetchAll(delete, arguments: [digest.data])
        if let size = sizes.first { try change(count: 0, bytes: -size) }
    }

    private func add(_ output: PhaseOutput) throws {
        try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO contents (digest, size, bytes) VALUES (?, ?, ?)"
        ).execute(arguments: [output.digest.data, output.size, Data(output.encoded)])
    }

    private func add(_ tags: [String], to action: Int64) throws {
        for tag in tags {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO tags (tag, action) VALUES (?, ?)")
                .execute(arguments: [tag, action])
        }
    }

    private func change(count: Int, bytes: Int) throws {
        try db.cachedStatement(
            sql: "UPDATE totals SET count = count + ?, bytes = bytes + ?"
        ).execute(arguments: [count, bytes])
    }
}
