import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite("Opening a database with a damaged log")
struct DamagedLogTests {
    let folder: TemporaryFolder
    private static let frame = 24 + 4096

    init() throws { folder = try TemporaryFolder() }

    private func frames(_ copy: TemporaryFolder) throws -> Int {
        (try copy.bytes(of: "journal.sqlite-wal").count - 32) / Self.frame
    }

    @Test("a whole log is read, and nothing is noticed")
    func whole() async throws {
        let copy = try await folder.copyOfOpenJournal(records: 50)
        let journal = try JournalDatabase(folder: copy.path)
        #expect(journal.notices.isEmpty)
        #expect(try journal.entries(of: "a").count == 50)
    }

    @Test(
        "a flipped bit in the middle is refused, and the files stay as they are",
        arguments: [1, 2, 8, 17, 30, 44],
        [4, 17, 24, 3000]
    )
    func middle(frame: Int, offset: Int) async throws {
        let copy = try await folder.copyOfOpenJournal(records: 50)
        try #require(try frames(copy) > 46)
        var log = try copy.bytes(of: "journal.sqlite-wal")
        log[32 + (frame - 1) * Self.frame + offset] ^= 1
        try copy.write("journal.sqlite-wal", log)
        let before = try copy.contents()
        let failure = #expect(throws: StorageFailure.self) {
            try JournalDatabase(folder: copy.path)
        }
        #expect(failure?.kind == .invalid)
        #expect(failure?.path.hasSuffix("journal.sqlite-wal") == true)
        #expect(failure?.message.contains("frame \(frame) ") == true, "\(failure?.message ?? "")")
        #expect(try copy.contents() == before)
    }

    @Test("a damaged header is refused")
    func header() async throws {
        let copy = try await folder.copyOfOpenJournal(records: 5)
        var log = try copy.bytes(of: "journal.sqlite-wal")
        log[17] ^= 1
        try copy.write("journal.sqlite-wal", log)
        let failure = #expect(throws: StorageFailure.self) {
            try JournalDatabase(folder: copy.path)
        }
        #expect(failure?.message.contains("its header") == true)
    }

    @Test(
        "what was read of a log that is another's, or gone, when it is judged is not judged",
        arguments: [true, false]
    )
    func exchanged(isGone: Bool) async throws {
        let copy = try await folder.copyOfOpenJournal(records: 5)
        let whole = try copy.bytes(of: "journal.sqlite-wal")
        var log = whole
        log[17] ^= 1
        try copy.write("journal.sqlite-wal", log)
        let path = copy.path(of: "journal.sqlite-wal")
        var readings = 0
        let files = DatabaseFiles(path: copy.path(of: "journal.sqlite"), schema: .journal) {
            readings += 1
            guard readings == 2 else { return }
            try? FileManager.default.removeItem(atPath: path)
            if !isGone { _ = try? copy.write("journal.sqlite-wal", whole) }
        }
        #expect(try files.check(mustExist: true).isEmpty)
        #expect(readings == (isGone ? 2 : 3))
    }

    @Test("a flipped bit in the last frame costs the last record, and is reported")
    func last() async throws {
        let copy = try await folder.copyOfOpenJournal(records: 50)
        var log = try copy.bytes(of: "journal.sqlite-wal")
        log[log.count - 100] ^= 1
        try copy.write("journal.sqlite-wal", log)
        let journal = try JournalDatabase(folder: copy.path)
        #expect(try journal.entries(of: "a") == (0..<49).map { Runs.record("a", $0) })
        #expect(journal.notices.count == 1)
        #expect(journal.notices.first?.contains("cut 4120 bytes") == true)
    }

    @Test("a log cut at any length gives the first records, and what is cut is reported")
    func truncated() async throws {
        let copy = try await folder.copyOfOpenJournal(records: 30)
        let log = try copy.bytes(of: "journal.sqlite-wal")
        let database = try copy.bytes(of: "journal.sqlite")
        var source = SplitMix64(seed: 1)
        var counts: Set<Int> = []
        for _ in 0..<60 {
            let cut = try TemporaryFolder()
            let length = Int.random(in: 0..<log.count, using: &source)
            try cut.write("journal.sqlite", database)
            try cut.write("journal.sqlite-wal", Array(log.prefix(length)))
            let journal = try JournalDatabase(folder: cut.path)
            let isBetweenFrames = length == 0 || (length >= 32 && (length - 32) % Self.frame == 0)
            // Between two transactions nothing can be seen; the records tell that they end early.
            if !isBetweenFrames { #expect(journal.notices.count == 1, "length \(length)") }
            guard try !journal.runs(limit: 1).isEmpty else { continue }
            let entries = try journal.entries(of: "a")
            #expect(entries == entries.indices.map { Runs.record("a", $0) })
            counts.insert(entries.count)
        }
        #expect(counts.count > 10)
    }

    @Test(
        "a log that another process is writing is not taken for damage",
        .enabled(if: Machine.hasPython, "needs python3 for the other process"),
        .timeLimit(.minutes(1))
    )
    func live() throws {
        do { _ = try JournalDatabase(folder: folder.path) }
        let path = folder.path(of: "journal.sqlite")
        let writer = try Python(
            """
            import sqlite3
            db = sqlite3.connect("\(path)", timeout=5, isolation_level=None)
            db.execute("PRAGMA synchronous = OFF")
            print("ready", flush=True)
            place = 0
            while True:
                db.execute("BEGIN IMMEDIATE")
                for _ in range(5):
                    place += 1
                    db.execute("INSERT INTO entries VALUES (?, ?)", (place, b"x" * 6000))
                db.execute("DELETE FROM entries WHERE place < ?", (place - 50,))
                db.execute("COMMIT")
            """
        )
        #expect(writer.line() == "ready")
        let files = DatabaseFiles(path: path, schema: .journal)
        var generations: Set<[UInt8]> = []
        // SQLite begins the log anew, with other salts, after each checkpoint.
        while generations.count < 5 {
            #expect(try files.check(mustExist: true).isEmpty)
            generations.insert(Array(try folder.bytes(of: "journal.sqlite-wal").prefix(32)))
        }
        writer.kill()
        _ = try JournalDatabase(folder: folder.path)
    }
}
