internal import Foundation
internal import GRDB
package import Workflows

/// The two levels of a cache in a database; only valid within a transaction on it.
///
/// A row or content that is damaged is deleted where it would be served or evicted, and counts as missing from then on.
package struct SQLiteLevels: CacheLevels {
    package typealias Failure = StorageFailure

    let db: Database
    let path: String
    let keys = DecodedKeys()

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    package var count: Int {
        get throws(StorageFailure) { try total("SELECT count FROM totals") }
    }

    package var bytes: Int {
        get throws(StorageFailure) { try total("SELECT bytes FROM totals") }
    }

    package func action(_ key: Digest) throws(StorageFailure) -> CachedAction? {
        try attempt {
            let find = try db.cachedStatement(
                sql: "SELECT \(CachedActionRow.columns) FROM actions WHERE key = ?"
            )
            let row = try CachedActionRow.fetch(find, [key.data], keys)
            if let row, row.action == nil { try delete(row) }
            return row?.action
        }
    }

    package func content(_ digest: Digest) throws(StorageFailure) -> PhaseOutput? {
        try attempt {
            let find = try db.cachedStatement(sql: "SELECT bytes FROM contents WHERE digest = ?")
            let rows = try Row.fetchCursor(find, arguments: [digest.data])
            guard let row = try rows.next() else { return nil }
            let bytes = try row.withUnsafeData(atIndex: 0) { $0.map { Array($0) } ?? [] }
            let output = PhaseOutput(encoded: bytes)
            if output?.digest == digest { return output }
            try deleteContent(digest)
            return nil
        }
    }

    package func keys(
        of phase: PhaseID,
        atMost limit: Int
    ) throws(StorageFailure) -> [CacheKey] {
        try attempt {
            let select = try db.cachedStatement(
                sql: "SELECT key, parts FROM actions WHERE phase = ? ORDER BY number DESC LIMIT ?"
            )
            let rows = try Row.fetchCursor(select, arguments: [phase.name, limit])
            var found: [CacheKey] = []
            while let row = try rows.next() {
                if let key = try keys.key(row, digest: 0, parts: 1) { found.append(key) }
            }
            return found
        }
    }

    package func keys(tagged tag: String) throws(StorageFailure) -> [Digest] {
        try attempt {
            let select = try db.cachedStatement(
                sql: """
                    SELECT key FROM tags JOIN actions ON number = action
                    WHERE tag = ? ORDER BY number
                    """
            )
            return try Data.fetchAll(select, arguments: [tag]).map { Digest(bytes: Array($0)) }
        }
    }

    package var leastRecentlyUsed: CachedAction? {
        get throws(StorageFailure) {
            try attempt {
                let find = try db.cachedStatement(
                    sql: "SELECT \(CachedActionRow.columns) FROM actions ORDER BY used LIMIT 1"
                )
                while let row = try CachedActionRow.fetch(find, [], keys) {
                    if let action = row.action { return action }
                    try delete(row)
                }
                return nil
            }
        }
    }

    private func total(_ select: String) throws(StorageFailure) -> Int {
        try attempt {
            guard let total = try Int.fetchOne(try db.cachedStatement(sql: select)) else {
                throw StorageFailure(.invalid, path: path, "damaged: the totals are missing")
            }
            return total
        }
    }

    /// Does something whose failure is reported in our words.
    func attempt<Result>(_ body: () throws -> Result) throws(StorageFailure) -> Result {
        do {
            return try body()
        } catch {
            throw StorageFailure(error, path: path)
        }
    }
}

extension Digest {
    /// The 32 bytes.
    var data: Data { withBytes { Data($0) } }
}
