internal import Foundation
internal import GRDB
internal import Workflows

/// Writes records within one transaction.
struct EntryWriter {
    private let db: Database
    private let path: String
    /// The largest position that fits next to a run's number.
    private static let lastPosition = 1 << 32 - 1

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    /// Writes a record; says why it cannot be where that is its own fault, and has written nothing of it then.
    func write(_ append: JournalAppend) throws -> StorageFailure? {
        guard (0...Self.lastPosition).contains(append.position) else {
            return refusal(append, "expected a position from 0 on, found \(append.position)")
        }
        guard append.bytes.count <= JournalAppend.maximumBytes else {
            return refusal(
                append,
                "expected at most \(JournalAppend.maximumBytes) bytes, found \(append.bytes.count)"
            )
        }
        if let origin = append.origin, let refusal = try register(origin, append) { return refusal }
        guard let place = try place(of: append) else {
            return refusal(append, "expected the run's origin with its first record, found none")
        }
        guard place >= 0 else {
            return refusal(append, "expected record \(append.position - 1) to be there already")
        }
        guard try insert(append.bytes, at: place) else {
            return refusal(append, "the position is taken")
        }
        if let status = append.status {
            try db.cachedStatement(sql: "UPDATE runs SET status = ? WHERE id = ?")
                .execute(arguments: [status, append.run])
        }
        return nil
    }

    private func refusal(_ append: JournalAppend, _ message: String) -> StorageFailure {
        let place = "run \(append.run), record \(append.position)"
        return StorageFailure(.invalid, path: path, "\(place): \(message)")
    }

    /// Adds the run where it is not there yet.
    private func register(_ origin: RunOrigin, _ append: JournalAppend) throws -> StorageFailure? {
        guard origin.id == append.run else {
            return refusal(append, "expected its own origin, found that of run \(origin.id)")
        }
        if let stored = try EntryReader(db, path: path).origin(of: origin.id) {
            return stored == origin ? nil : refusal(append, "the run is there with another origin")
        }
        guard append.position == 0 else {
            return refusal(append, "expected position 0 first")
        }
        try db.cachedStatement(
            sql: """
                INSERT INTO runs (id, scenario, run, file, seed, started) VALUES (?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            origin.id, origin.scenario, origin.run, origin.file,
            Int64(bitPattern: origin.seed), origin.startedAt.microseconds,
        ])
        return nil
    }

    /// The record's key; negative where the one before it is missing, `nil` where the run is.
    private func place(of append: JournalAppend) throws -> Int64? {
        let find = try db.cachedStatement(
            sql: """
                SELECT CASE WHEN ?1 = 0 OR EXISTS
                    (SELECT 1 FROM entries WHERE place = (number << 32 | ?1) - 1)
                THEN number << 32 | ?1 ELSE -1 END FROM runs WHERE id = ?2
                """
        )
        return try Int64.fetchOne(find, arguments: [append.position, append.run])
    }

    private func insert(_ bytes: [UInt8], at place: Int64) throws -> Bool {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO entries (place, bytes) VALUES (?, ?)")
            .execute(arguments: [place, Data(bytes)])
        return db.changesCount == 1
    }
}
