internal import Foundation
internal import GRDB

/// Reads runs and records.
struct EntryReader {
    private let db: Database
    private let path: String

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    private static let columns = "id, scenario, run, file, seed, started, status, number"

    /// Where a run came from; `nil` if there is none with this id.
    func origin(of id: String) throws -> RunOrigin? {
        let find = try db.cachedStatement(sql: "SELECT \(Self.columns) FROM runs WHERE id = ?")
        return try Row.fetchOne(find, arguments: [id]).map { try Self.origin($0) }
    }

    /// The records of a run in their order.
    func entries(of id: String) throws -> [[UInt8]] {
        let find = try db.cachedStatement(sql: "SELECT number FROM runs WHERE id = ?")
        guard let number = try Int64.fetchOne(find, arguments: [id]) else {
            throw StorageFailure(.missing, path: path, "no run \(id)")
        }
        let select = try db.cachedStatement(
            sql: """
                SELECT place & 0xFFFFFFFF, bytes FROM entries
                WHERE place BETWEEN ?1 << 32 AND ?1 << 32 | 0xFFFFFFFF ORDER BY place
                """
        )
        var entries: [[UInt8]] = []
        let rows = try Row.fetchCursor(select, arguments: [number])
        while let row = try rows.next() {
            let position = try row.decode(Int.self, atIndex: 0)
            guard position == entries.count else {
                throw StorageFailure(
                    .invalid,
                    path: path,
                    "damaged: run \(id): expected record \(entries.count), found record \(position)"
                )
            }
            entries.append(try row.withUnsafeData(atIndex: 1) { $0.map { Array($0) } ?? [] })
        }
        return entries
    }

    /// Runs that fit a condition, newest first.
    func runs(where condition: String, _ arguments: StatementArguments) throws -> [StoredRun] {
        let select = try db.cachedStatement(
            sql: """
                SELECT \(Self.columns),
                    (SELECT count(*) FROM entries
                        WHERE place BETWEEN number << 32 AND number << 32 | 0xFFFFFFFF),
                    (SELECT coalesce(sum(length(bytes)), 0) FROM entries
                        WHERE place BETWEEN number << 32 AND number << 32 | 0xFFFFFFFF)
                FROM runs \(condition)
                """
        )
        var runs: [StoredRun] = []
        let rows = try Row.fetchCursor(select, arguments: arguments)
        while let row = try rows.next() {
            runs.append(
                StoredRun(
                    origin: try Self.origin(row),
                    status: try row.decode(String?.self, atIndex: 6),
                    entries: try row.decode(Int.self, atIndex: 8),
                    bytes: try row.decode(Int.self, atIndex: 9)
                )
            )
        }
        return runs
    }

    private static func origin(_ row: Row) throws -> RunOrigin {
        RunOrigin(
            id: try row.decode(String.self, atIndex: 0),
            scenario: try row.decode(String.self, atIndex: 1),
            run: try row.decode(String.self, atIndex: 2),
            file: try row.decode(String.self, atIndex: 3),
            seed: UInt64(bitPattern: try row.decode(Int64.self, atIndex: 4)),
            startedAt: .microseconds(try row.decode(Int64.self, atIndex: 5))
        )
    }
}
