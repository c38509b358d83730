internal import Foundation
internal import GRDB

/// Single-row commits with the journal's durability and nothing else: what a journal is measured against.
package final class BareCommits: Sendable {
    private let database: DatabaseQueue

    /// Makes a database in a folder that exists.
    package init(folder: String) throws {
        database = try DatabaseQueue(path: "\(folder)/bare.sqlite")
        try database.inDatabase { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(
                sql: "CREATE TABLE rows (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL)"
            )
        }
    }

    /// Commits one row; durable on return.
    package func commit(_ bytes: [UInt8]) throws {
        try database.inDatabase { db in
            try db.inTransaction(.immediate) {
                try db.cachedStatement(sql: "INSERT INTO rows (bytes) VALUES (?)")
                    .execute(arguments: [Data(bytes)])
                return .commit
            }
        }
    }
}
