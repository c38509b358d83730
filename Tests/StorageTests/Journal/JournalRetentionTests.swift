import Foundation
import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite("How much the journal keeps")
struct JournalRetentionTests {
    let folder: TemporaryFolder
    let journal: JournalDatabase

    init() throws {
        folder = try TemporaryFolder()
        journal = try JournalDatabase(folder: folder.path)
    }

    private func add(_ count: Int, status: (Int) -> String?) throws {
        for number in 0..<count {
            let id = "run\(number)"
            try journal.appendAll(
                Runs.whole(
                    id,
                    records: 10,
                    length: 1000,
                    status: status(number),
                    startedAt: .seconds(number)
                )
            )
        }
    }

    private func kept() throws -> [String] {
        try journal.runs(limit: .max).map(\.origin.id).reversed()
    }

    @Test("the oldest go beyond the number of runs")
    func runs() throws {
        try add(20) { _ in "succeeded" }
        #expect(try journal.trim(to: JournalLimits(runs: 5)) == 15)
        #expect(try kept() == (15..<20).map { "run\($0)" })
        #expect(try journal.entries(of: "run19").count == 10)
        #expect(try journal.trim(to: JournalLimits(runs: 5)) == 0)
    }

    @Test("the oldest go beyond the bytes")
    func bytes() throws {
        try add(20) { _ in "failed" }
        #expect(try journal.trim(to: JournalLimits(bytes: 35_000)) == 17)
        #expect(try kept() == ["run17", "run18", "run19"])
    }

    @Test("runs that are not over stay, whatever the limits")
    func unfinished() throws {
        let words = ["succeeded", "degraded", "failed", "cancelled", "paused", "interrupted", nil]
        try add(7) { words[$0] }
        #expect(try journal.trim(to: JournalLimits(runs: 0, bytes: 0)) == 4)
        #expect(try kept() == ["run4", "run5", "run6"])
    }

    @Test("runs that are being executed stay, and can go afterwards")
    func locked() throws {
        try add(3) { _ in "failed" }
        let lock = try RunLock(run: "run1", in: folder.path)
        #expect(try journal.trim(to: JournalLimits(runs: 0)) == 2)
        #expect(try kept() == ["run1"])
        lock.release()
        #expect(try journal.trim(to: JournalLimits(runs: 0)) == 1)
        // Nor does trimming keep the lock.
        _ = try RunLock(run: "run1", in: folder.path)
    }

    @Test("no records of a deleted run stay, and the file gives the space back")
    func space() throws {
        try add(200) { _ in "succeeded" }
        try journal.database.access { db in _ = try db.checkpoint(.truncate) }
        let size = try folder.bytes(of: "journal.sqlite").count
        #expect(size > 2_000_000)
        #expect(try journal.trim(to: JournalLimits(runs: 10)) == 190)
        #expect(try folder.bytes(of: "journal.sqlite").count < size / 8)
        let entries = try journal.database.access { db in
            try Int.fetchOne(db, sql: "SELECT count(*) FROM entries")
        }
        #expect(entries == 100)
    }

    @Test("a run may be appended to after others went")
    func afterwards() async throws {
        try add(3) { _ in "succeeded" }
        _ = try journal.trim(to: JournalLimits(runs: 0))
        try await journal.append(Runs.append("run1", 0))
        #expect(try journal.entries(of: "run1").count == 1)
    }
}
