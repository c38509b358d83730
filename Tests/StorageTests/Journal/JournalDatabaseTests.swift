import GRDB
import TestSupport
import Testing

@testable import Storage

@Suite("The journal on the disk", .timeLimit(.minutes(2)))
struct JournalDatabaseTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test("returns what was appended, in order, after reopening too")
    func order() async throws {
        let expected = (0..<200).map { Runs.record("a", $0, length: $0 * 40) }
        do {
            let journal = try JournalDatabase(folder: folder.path)
            for position in 0..<200 {
                try await journal.append(Runs.append("a", position, length: position * 40))
            }
            #expect(try journal.entries(of: "a") == expected)
        }
        let journal = try JournalDatabase(folder: folder.path, mustExist: true)
        #expect(try journal.entries(of: "a") == expected)
        #expect(journal.notices.isEmpty)
    }

    @Test("keeps where a run came from and what it is")
    func origin() async throws {
        let journal = try JournalDatabase(folder: folder.path)
        try await journal.append(Runs.append("a", 0))
        #expect(try journal.runs(limit: 1).first?.status == nil)
        try await journal.append(Runs.append("a", 1, status: "succeeded"))
        #expect(
            try journal.runs(limit: 5) == [
                StoredRun(origin: Runs.origin("a"), status: "succeeded", entries: 2, bytes: 200)
            ]
        )
    }

    @Test("64 tasks share far fewer transactions than they append, and lose nothing")
    func groupCommit() async throws {
        let journal = try JournalDatabase(folder: folder.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    for position in 0..<25 {
                        try await journal.append(Runs.append("run\(task)", position))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(journal.transactions < 64 * 25 / 3)
        for task in 0..<64 {
            let entries = try journal.entries(of: "run\(task)")
            #expect(entries == (0..<25).map { Runs.record("run\(task)", $0) })
        }
    }

    @Test("a lone run has one transaction per append")
    func lone() async throws {
        let journal = try JournalDatabase(folder: folder.path)
        for position in 0..<10 { try await journal.append(Runs.append("a", position)) }
        #expect(journal.transactions == 10)
    }

    private static let refused: [(JournalAppend, String)] = [
        (Runs.append("a", 1), "the position is taken"),
        (Runs.append("a", 0), "the position is taken"),
        (Runs.append("a", 4), "expected record 3 to be there already"),
        (Runs.append("b", 1), "expected the run's origin with its first record, found none"),
        (
            JournalAppend(run: "b", position: 1, bytes: [], origin: Runs.origin("b")),
            "expected position 0 first"
        ),
        (
            JournalAppend(run: "b", position: 0, bytes: [], origin: Runs.origin("c")),
            "expected its own origin, found that of run c"
        ),
        (
            JournalAppend(run: "a", position: 3, bytes: [], origin: Runs.origin("a", run: "x")),
            "the run is there with another origin"
        ),
        (
            JournalAppend(run: "a", position: -1, bytes: []),
            "expected a position from 0 on, found -1"
        ),
        (
            JournalAppend(run: "a", position: .max, bytes: []),
            "expected a position from 0 on, found \(Int.max)"
        ),
    ]

    @Test("refuses what does not follow on", arguments: 0..<9)
    func refused(index: Int) async throws {
        let (append, message) = Self.refused[index]
        let journal = try JournalDatabase(folder: folder.path)
        try journal.appendAll(Runs.whole("a", records: 3, status: "paused"))
        let before = try journal.runs(limit: 10)
        let failure = await #expect(throws: StorageFailure.self) {
            try await journal.append(append)
        }
        #expect(failure?.kind == .invalid)
        #expect(failure?.message == "run \(append.run), record \(append.position): \(message)")
        #expect(try journal.runs(limit: 10) == before)
        // A good one still gets in.
        try await journal.append(Runs.append("a", 3))
    }

    @Test("one refused append does not take the others of its batch with it")
    func batch() async throws {
        let journal = try JournalDatabase(folder: folder.path)
        try await journal.append(Runs.append("a", 0))
        let refused = await withTaskGroup(of: Bool.self) { group in
            for task in 0..<64 {
                group.addTask {
                    let append = task % 2 == 0 ? Runs.append("run\(task)", 0) : Runs.append("a", 0)
                    do {
                        try await journal.append(append)
                        return false
                    } catch {
                        return true
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 32)
        #expect(try journal.runs(limit: 100).count == 33)
    }

    @Test("an import is all or nothing")
    func appendAll() throws {
        let journal = try JournalDatabase(folder: folder.path)
        var appends = Runs.whole("a", records: 50, status: "failed")
        appends.append(Runs.append("a", 60))
        #expect(throws: StorageFailure.self) { try journal.appendAll(appends) }
        #expect(try journal.runs(limit: 10).isEmpty)
        appends.removeLast()
        try journal.appendAll(appends)
        #expect(try journal.entries(of: "a").count == 50)
        #expect(journal.transactions == 1)
    }

    @Test("a gap is damage, and an unknown run is missing")
    func gap() throws {
        let journal = try JournalDatabase(folder: folder.path)
        try journal.appendAll(Runs.whole("a", records: 5, status: nil))
        try journal.database.access { db in
            try db.execute(sql: "DELETE FROM entries WHERE place & 0xFFFFFFFF = 2")
        }
        let gap = #expect(throws: StorageFailure.self) { try journal.entries(of: "a") }
        #expect(gap?.kind == .invalid)
        #expect(gap?.message == "damaged: run a: expected record 2, found record 3")
        let unknown = #expect(throws: StorageFailure.self) { try journal.entries(of: "b") }
        #expect(unknown?.kind == .missing)
    }

    @Test("finds the run that a user means: by id, by name the newest, or by a beginning of one id")
    func matching() throws {
        let journal = try JournalDatabase(folder: folder.path)
        for (number, id) in ["abcd1", "abcd2", "beef1", "cold", "f"].enumerated() {
            let origin = Runs.origin(
                id,
                scenario: number == 2 ? "retry" : "deploy",
                run: number == 3 ? "other" : number == 4 ? "abc" : "cold",
                startedAt: .seconds(number)
            )
            try journal.appendAll([
                JournalAppend(run: id, position: 0, bytes: [], origin: origin)
            ])
        }
        func ids(_ name: String) throws -> [String] {
            switch try journal.run(matching: name) {
            case .none: []
            case .one(let run): [run.origin.id]
            case .several(let runs): runs.map(\.origin.id)
            }
        }
        #expect(try ids("abcd1") == ["abcd1"])
        #expect(try ids("beef") == ["beef1"])
        #expect(try ids("b") == ["beef1"])
        #expect(try ids("abcd") == ["abcd2", "abcd1"])
        // A whole id goes before a run's name, and that before the beginning of an id.
        #expect(try ids("cold") == ["cold"])
        #expect(try ids("abc") == ["f"])
        #expect(try ids("other") == ["cold"])
        #expect(try ids("deploy/cold") == ["abcd2"])
        #expect(try ids("retry/cold") == ["beef1"])
        #expect(try ids("be%") == [])
        #expect(try ids("") == [])
        #expect(try journal.run("abcd1")?.origin.id == "abcd1")
        #expect(try journal.run("abc") == nil)
        #expect(try journal.runs(limit: 2).map(\.origin.id) == ["f", "cold"])
        #expect(try journal.runs(limit: -1).isEmpty)
    }

    @Test("an id is shortened as far as no other begins so, to eight characters at least")
    func shortening() throws {
        let journal = try JournalDatabase(folder: folder.path)
        let ids = ["0000000011", "0000000012", "00000000", "ab", "ffffffffffff", "fffffffeffff"]
        for id in ids { try journal.appendAll(Runs.whole(id, records: 1, status: "failed")) }
        let short = try ids.map { try journal.shortID(of: $0) }
        #expect(
            short == ["0000000011", "0000000012", "00000000", "ab", "ffffffff", "fffffffe"]
        )
        for (id, short) in zip(ids, short) {
            guard case .one(let run) = try journal.run(matching: short) else {
                Issue.record("\(short) stands for no run or several")
                continue
            }
            #expect(run.origin.id == id)
        }
    }
}
