internal import Files
internal import GRDB
internal import Locks

/// A database of ours, checked before SQLite touched it, and open.
final class OpenDatabase: Sendable {
    /// How long to wait for another process, in milliseconds.
    static let patience = DatabaseFiles.patience
    /// Files below this many bytes are checked page by page on opening.
    private static let checkedBytes = 16 << 20

    /// The databases that this process has open, with the number of connections.
    ///
    /// Closing any other descriptor of such a file would drop the locks that SQLite holds on it
    /// (https://www.sqlite.org/howtocorrupt.html, 2.2), so it is not read again while it is open.
    private static let openFiles = Guarded<[FileStatus.Identity: Int]>([:])

    let path: String
    /// What was cut on opening, in words for the user.
    let notices: [String]
    private let queue: DatabaseQueue
    private let identity: FileStatus.Identity?

    /// Opens the database in a state folder; makes folder and file where they are missing unless `mustExist`.
    init(_ schema: DatabaseSchema, in folder: String, mustExist: Bool) throws(StorageFailure) {
        let path = StateFolder.path(of: schema.file, in: folder)
        if mustExist, try OpenFile.status(of: path) == nil {
            throw StorageFailure(.missing, path: path, "expected a database, found nothing")
        }
        try StateFolder.make(folder)
        let locks = try LockFile(StateFolder.path(of: LockName.file, in: folder))
        let lock = LockName.opening(schema.file).offset
        guard try locks.lock(byte: lock, within: Self.patience) else {
            throw StorageFailure(
                .infrastructure,
                path: path,
                "being opened by another process for more than \(Self.patience) ms"
            )
        }
        defer { locks.unlock(byte: lock) }
        (notices, queue, identity) = try Self.openFiles.withLock {
            openFiles throws(StorageFailure) in
            let known = try OpenFile.status(of: path)?.identity
            var notices: [String] = []
            if known.flatMap({ openFiles[$0] }) == nil {
                notices = try DatabaseFiles(path: path, schema: schema).check(mustExist: mustExist)
            }
            let queue = try Self.connect(to: path, schema)
            let identity = try OpenFile.status(of: path)?.identity
            if let identity { openFiles[identity, default: 0] += 1 }
            return (notices, queue, identity)
        }
        self.path = path
    }

    deinit {
        Self.openFiles.withLock { openFiles in
            try? queue.close()
            guard let identity, let count = openFiles[identity] else { return }
            openFiles[identity] = count > 1 ? count - 1 : nil
        }
    }

    /// Does something that is one transaction; it is undone where the body or the commit fails.
    func transaction<Result>(
        _ body: (Database) throws -> Result
    ) throws(StorageFailure) -> Result {
        try access { db in try Self.commit(db) { try body(db) } }
    }

    /// Does something within `access` that is one transaction.
    static func commit<Result>(_ db: Database, _ body: () throws -> Result) throws -> Result {
        try db.cachedStatement(sql: "BEGIN IMMEDIATE").execute()
        do {
            let result = try body()
            try db.cachedStatement(sql: "COMMIT").execute()
            return result
        } catch {
            if db.isInsideTransaction { try? db.rollback() }
            throw error
        }
    }

    /// Does something with the connection, alone.
    func access<Result>(_ body: (Database) throws -> Result) throws(StorageFailure) -> Result {
        do {
            return try queue.writeWithoutTransaction(body)
        } catch {
            throw StorageFailure(error, path: path)
        }
    }

    private static func connect(
        to path: String,
        _ schema: DatabaseSchema
    ) throws(StorageFailure) -> DatabaseQueue {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(patience) / 1000)
        configuration.foreignKeysEnabled = false
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in try prepare(db, schema, path: path) }
            return queue
        } catch {
            throw StorageFailure(error, path: path)
        }
    }

    private static func prepare(_ db: Database, _ schema: DatabaseSchema, path: String) throws {
        let isNew = try isEmpty(db)
        if isNew {
            // Before the first page is written; later it would need a copy of the file.
            try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
        } else {
            let applicationID = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
            let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            if let refusal = schema.refusal(applicationID: applicationID, version: version) {
                throw StorageFailure(.invalid, path: path, refusal)
            }
            try quickCheck(db, path: path)
        }
        try configure(db, schema, path: path)
        if isNew { try initialise(db, schema) }
    }

    private static func isEmpty(_ db: Database) throws -> Bool {
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        let applicationID = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let version = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        return tables == 0 && applicationID == 0 && version == 0
    }

    private static func quickCheck(_ db: Database, path: String) throws {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let pageSize = try Int.fetchOne(db, sql: "PRAGMA page_size") ?? 0
        guard pages <= checkedBytes / max(1, pageSize) else { return }
        let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "nothing"
        guard found == "ok" else {
            throw StorageFailure(.invalid, path: path, "damaged: \(found)")
        }
    }

    private static func configure(_ db: Database, _ schema: DatabaseSchema, path: String) throws {
        try set("journal_mode", to: "wal", expecting: "wal", db, path: path)
        let durability = "\(schema.durability.rawValue)"
        try set("synchronous", to: durability, expecting: durability, db, path: path)
        // Frames reach the log at commits only: otherwise a crash within a large transaction could leave rewritten
        // frames, which look like damage.
        try set("cache_spill", to: "0", expecting: "0", db, path: path)
        try set("journal_size_limit", to: "16777216", expecting: "16777216", db, path: path)
    }

    /// Sets a pragma and reads it back, because SQLite takes what it cannot do without an error.
    private static func set(
        _ pragma: String,
        to value: String,
        expecting expected: String,
        _ db: Database,
        path: String
    ) throws {
        try db.execute(sql: "PRAGMA \(pragma) = \(value)")
        let found = try String.fetchOne(db, sql: "PRAGMA \(pragma)") ?? "nothing"
        guard found == expected else {
            throw StorageFailure(
                .infrastructure,
                path: path,
                "expected \(pragma) \(expected), found \(found)"
            )
        }
    }

    private static func initialise(_ db: Database, _ schema: DatabaseSchema) throws {
        try db.inTransaction(.immediate) {
            try db.execute(sql: schema.tables)
            try db.execute(sql: "PRAGMA application_id = \(schema.applicationID)")
            try db.execute(sql: "PRAGMA user_version = \(schema.version)")
            return .commit
        }
    }
}
