import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite("Opening a database")
struct DatabaseOpeningTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var file: String { folder.path(of: "journal.sqlite") }

    private func failure(mustExist: Bool = false) throws -> StorageFailure? {
        do {
            _ = try JournalDatabase(folder: folder.path, mustExist: mustExist)
            return nil
        } catch {
            return error
        }
    }

    /// Makes a journal and changes it by SQL, as another program would.
    private func change(_ sql: String) throws {
        _ = try JournalDatabase(folder: folder.path)
        let queue = try DatabaseQueue(path: file)
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
    }

    @Test("makes the folder and those around it, and the file says whose it is")
    func new() throws {
        let deep = folder.path(of: "a/b/c")
        _ = try JournalDatabase(folder: deep)
        let header = Array(try Data(contentsOf: URL(fileURLWithPath: deep + "/journal.sqlite")))
        #expect(header.starts(with: Array("SQLite format 3\0".utf8)))
        #expect(Array(header[68..<72]) == Array("MLJ1".utf8))
        #expect(Array(header[60..<64]) == [0, 0, 0, 1])
        // The two numbers that say the file can give pages back.
        #expect(header[52..<56] != [0, 0, 0, 0])
        #expect(Array(header[64..<68]) == [0, 0, 0, 1])
    }

    @Test(
        "reads back when commits are on the disk",
        arguments: [(DatabaseSchema.journal, 2), (.cache, 1)]
    )
    func durability(schema: DatabaseSchema, synchronous: Int) throws {
        let database = try OpenDatabase(schema, in: folder.path, mustExist: false)
        let found = try database.access { db in
            (
                try String.fetchOne(db, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(db, sql: "PRAGMA synchronous"),
                try Int.fetchOne(db, sql: "PRAGMA cache_spill"),
                try Int.fetchOne(db, sql: "PRAGMA busy_timeout")
            )
        }
        #expect(found.0 == "wal")
        #expect(found.1 == synchronous)
        #expect(found.2 == 0)
        #expect(found.3 == 5000)
    }

    @Test("without a file is `missing` where one is expected, and leaves nothing behind")
    func missing() throws {
        let failure = try #require(try failure(mustExist: true))
        #expect(failure.kind == .missing)
        #expect(failure.path == file)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    }

    @Test(
        "refuses a file that is not a database and leaves it as it is",
        arguments: ["name: cold\n", "SQLite format 2\0", "SQLite format 3\0 and no more", "x"]
    )
    func notADatabase(text: String) throws {
        try folder.write("journal.sqlite", Array(text.utf8))
        let before = try folder.contents()
        let failure = try #require(try failure())
        #expect(failure.kind == .invalid)
        #expect(failure.message.hasPrefix("expected an SQLite database, found"))
        #expect(try folder.contents() == before)
    }

    @Test("refuses a folder in the file's place")
    func folderInPlace() throws {
        try FileManager.default.createDirectory(
            atPath: file,
            withIntermediateDirectories: true
        )
        #expect(try failure()?.kind == .invalid)
    }

    @Test("refuses a file in the folder's place")
    func fileInPlace() throws {
        try folder.write("state", [1])
        #expect(throws: StorageFailure.self) {
            try JournalDatabase(folder: folder.path(of: "state"))
        }
        #expect(try folder.bytes(of: "state") == [1])
    }

    @Test(
        "refuses another schema version, an other program's tables and the other database",
        arguments: [
            ("PRAGMA user_version = 0", "schema version 0 is older than 1"),
            ("PRAGMA user_version = 2", "schema version 2 is newer than 1"),
            ("PRAGMA application_id = 0", "expected application id 1296845361, found 0"),
            ("PRAGMA application_id = 5", "expected application id 1296845361, found 5"),
        ]
    )
    func otherSchema(sql: String, message: String) throws {
        try change(sql)
        let before = try folder.contents()
        let failure = try #require(try failure())
        #expect(failure.kind == .invalid)
        #expect(failure.message.hasPrefix(message), "\(failure)")
        #expect(try folder.contents() == before)
    }

    @Test("refuses a cache under the journal's name")
    func otherDatabase() throws {
        _ = try CacheDatabase(folder: folder.path)
        try FileManager.default.moveItem(atPath: folder.path(of: "cache.sqlite"), toPath: file)
        #expect(try failure()?.kind == .invalid)
    }

    @Test("an empty file becomes a database")
    func emptyFile() throws {
        try folder.write("journal.sqlite", [])
        #expect(try failure() == nil)
    }

    @Test(
        "refuses a log without its database, which SQLite would delete",
        arguments: [true, false]
    )
    func orphanedLog(hasEmptyFile: Bool) async throws {
        let copy = try await folder.copyOfOpenJournal(records: 5)
        try FileManager.default.removeItem(atPath: copy.path(of: "journal.sqlite"))
        if hasEmptyFile { try copy.write("journal.sqlite", []) }
        let before = try copy.contents()
        let failure = #expect(throws: StorageFailure.self) {
            try JournalDatabase(folder: copy.path)
        }
        #expect(failure?.kind == .invalid)
        #expect(try copy.contents() == before)
    }

    @Test("finds damaged pages", arguments: [1, 2, 3, 4, 5])
    func damagedPage(page: Int) async throws {
        let journal = try JournalDatabase(folder: folder.path)
        try journal.appendAll(Runs.whole("a", records: 100, length: 1000, status: nil))
        try journal.database.access { db in _ = try db.checkpoint(.truncate) }
        let copy = try TemporaryFolder()
        var bytes = try folder.bytes(of: "journal.sqlite")
        // The type of a page's tree is the first byte; after the file's header on page 1.
        bytes[page == 1 ? 100 : (page - 1) * 4096] ^= 0x40
        try copy.write("journal.sqlite", bytes)
        let failure = #expect(throws: StorageFailure.self) {
            try JournalDatabase(folder: copy.path)
        }
        #expect(failure?.kind == .invalid, "\(failure?.description ?? "opened")")
        #expect(try copy.bytes(of: "journal.sqlite") == bytes)
    }

    @Test(
        "a folder that may not be written is the system's fault",
        .enabled(if: geteuid() != 0, "whoever may do everything is not kept out by permissions")
    )
    func readOnly() throws {
        _ = try JournalDatabase(folder: folder.path)
        chmod(folder.path, 0o555)
        chmod(folder.path(of: "locks"), 0o444)
        defer { chmod(folder.path, 0o755) }
        #expect(try failure()?.kind == .infrastructure)
    }

    @Test("two may have one database open at once")
    func two() async throws {
        let first = try JournalDatabase(folder: folder.path)
        let second = try JournalDatabase(folder: folder.path)
        for position in 0..<20 {
            try await first.append(Runs.append("a", position))
            try await second.append(Runs.append("b", position))
        }
        #expect(try first.entries(of: "b") == (0..<20).map { Runs.record("b", $0) })
        #expect(try second.entries(of: "a") == (0..<20).map { Runs.record("a", $0) })
    }

    @Test("many may open a new database at once", .timeLimit(.minutes(1)))
    func manyAtOnce() async throws {
        let path = folder.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<16 {
                group.addTask {
                    let journal = try JournalDatabase(folder: path)
                    try await journal.append(Runs.append("run\(number)", 0))
                }
            }
            try await group.waitForAll()
        }
        #expect(try JournalDatabase(folder: path).runs(limit: 100).count == 16)
    }

    @Test("a log that goes while it is looked at, because another process closes, is no failure")
    func closing() throws {
        try { _ = try HistoryDatabase(folder: folder.path) }()
        let path = folder.path(of: "history.sqlite")
        let python = try Python(
            """
            import sqlite3
            for number in range(100000):
                db = sqlite3.connect(\(path.debugDescription))
                db.execute("PRAGMA synchronous = OFF")
                db.execute("CREATE TABLE IF NOT EXISTS other (a)")
                db.execute("INSERT INTO other VALUES (1)")
                db.commit()
                if number == 0: print("open", flush=True)
                db.close()
            """
        )
        defer { python.kill() }
        #expect(python.line() == "open")
        var opened = 0
        for _ in 0..<8000 {
            if FileManager.default.fileExists(atPath: path + "-wal") { opened += 1 }
            #expect(try DatabaseFiles(path: path, schema: .history).check(mustExist: true) == [])
        }
        #expect(opened > 0)
        for _ in 0..<200 {
            #expect(throws: Never.self) { try HistoryDatabase(folder: folder.path) }
        }
        #expect(python.isRunning)
    }
}
