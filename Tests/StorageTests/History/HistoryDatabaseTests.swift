import Foundation
import GRDB
import Monitoring
import TestSupport
import Testing
import Workflows

@testable import Storage

@Suite("The history on the disk")
struct HistoryDatabaseTests {
    let folder: TemporaryFolder
    let database: HistoryDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try HistoryDatabase(folder: folder.path)
    }

    private static func key(
        _ run: String = "cold",
        clock: SeriesKey.Clock = .virtual,
        variant: String = "",
        isFaulted: Bool = false
    ) -> SeriesKey {
        SeriesKey(
            file: "Scenarios/a.yaml",
            scenario: "a",
            run: run,
            variant: variant,
            clock: clock,
            isFaulted: isFaulted
        )
    }

    private static func execution(
        _ number: Int,
        lives: Int = 1,
        storedID: String? = nil,
        identity: String? = nil
    ) -> ExecutionRow {
        let attempts = [
            AttemptRow(
                number: 1,
                start: .zero,
                duration: .seconds(1),
                outcome: .failed(kind: "rate_limit", isRetryable: true),
                delay: .milliseconds(20),
                usage: Usage(tokens: 7),
                isFaulted: true
            ),
            AttemptRow(
                number: 2,
                start: .seconds(2),
                duration: .microseconds(3),
                outcome: .rejected,
                usage: Usage(costMicros: 9, calls: 3, memoryBytes: 1 << 40)
            ),
            AttemptRow(number: 3, start: .seconds(3), outcome: .unknown),
        ]
        let phases = [
            PhaseRow(
                phase: "plan",
                start: .zero,
                duration: .seconds(3),
                ending: .committed,
                usesCache: true,
                key: Digest(of: "key \(number)"),
                attempts: attempts
            ),
            PhaseRow(
                phase: "build",
                visit: 2,
                start: .seconds(3),
                ending: .cached,
                isCached: true
            ),
            PhaseRow(
                phase: "ship",
                start: .seconds(3),
                attempts: [AttemptRow(number: 1, start: .seconds(3), outcome: .succeeded)]
            ),
        ]
        return ExecutionRow(
            startedAt: .seconds(number),
            seed: .max,
            repetition: number,
            status: .degraded,
            hasPassed: number.isMultiple(of: 2) ? nil : true,
            duration: .seconds(5),
            phases: phases,
            firedFaults: ["a fault", "busy"],
            lives: lives,
            storedID: storedID,
            identity: identity.map { Digest(of: $0) }
        )
    }

    private func add(
        _ key: SeriesKey,
        _ executions: [ExecutionRow],
        limits: HistoryDatabase.Limits = .init()
    ) throws {
        try database.add([RunHistory(key: key, executions: executions)], limits: limits)
    }

    @Test("what is added is read back, in the order in which it was added")
    func roundTrip() throws {
        let rows = [3, 1, 2].map { Self.execution($0, storedID: "id\($0)", identity: "\($0)") }
        try add(Self.key(), [rows[0], rows[1]])
        try add(Self.key(), [rows[2]])
        let expected = [RunHistory(key: Self.key(), executions: rows)]
        #expect(try database.histories() == expected)
        // Another opening finds the same.
        #expect(try HistoryDatabase(folder: folder.path, mustExist: true).histories() == expected)
    }

    @Test("worlds, variants and executions with fired faults never mix")
    func worlds() throws {
        let keys = [
            Self.key(), Self.key(isFaulted: true), Self.key(variant: "[a=1]"), Self.key("warm"),
            Self.key(clock: .real(timeScale: 1)), Self.key(clock: .real(timeScale: 0.001)),
        ]
        for (number, key) in keys.enumerated() { try add(key, [Self.execution(number)]) }
        let histories = try database.histories()
        #expect(histories.map(\.key) == keys.sorted())
        #expect(histories.allSatisfy { $0.executions.count == 1 })
        let some = try database.histories { $0.run == "cold" && $0.clock == .virtual }
        #expect(some == histories.filter { $0.key.run == "cold" && $0.key.clock == .virtual })
        #expect(some.count == 3)
    }

    @Test("of the series that are known those of one execution can be left out")
    func single() throws {
        try add(Self.key("once"), [Self.execution(1)])
        try add(Self.key("twice"), [Self.execution(2), Self.execution(3)])
        try add(Self.key("other"), [Self.execution(4)])
        let known: Set = [Self.key("once"), Self.key("twice")]
        let histories = try database.histories(beyondOneOf: known)
        #expect(histories.map(\.key.run) == ["other", "twice"])
        #expect(histories.map(\.executions.count) == [1, 2])
        #expect(try database.histories(beyondOneOf: known) { $0.run == "once" }.isEmpty)
    }

    @Test("of a series the latest 200 stay, and others are left alone")
    func executions() throws {
        try add(Self.key("warm"), [Self.execution(1)])
        for batch in 0..<6 {
            try add(Self.key(), (0..<50).map { Self.execution(batch * 50 + $0) })
        }
        let histories = try database.histories()
        #expect(histories.map(\.executions.count) == [200, 1])
        #expect(histories.first?.executions.map(\.repetition) == Array(100..<300))
        let rows = try count(of: "attempts")
        #expect(rows == 201 * 4)
    }

    private func count(of table: String) throws -> Int {
        let queue = try DatabaseQueue(path: folder.path(of: "history.sqlite"))
        defer { try? queue.close() }
        return try queue.read { db in try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") }
            ?? 0
    }

    @Test("beyond the bytes the oldest of all series go, and the file gives the space back")
    func bytes() throws {
        var limits = HistoryDatabase.Limits()
        limits.executions = .max
        for run in ["a", "b", "c", "d"] {
            try add(Self.key(run), (0..<1000).map { Self.execution($0) }, limits: limits)
        }
        limits.bytes = 1 << 20
        try add(Self.key("e"), [Self.execution(0)], limits: limits)
        let histories = try database.histories()
        #expect(histories.map(\.key.run).suffix(2) == ["d", "e"])
        #expect(histories.reduce(0) { $0 + $1.executions.count } < 3000)
        #expect(histories.last?.executions.count == 1)
        #expect(try folder.bytes(of: "history.sqlite").count < 2 << 20)
        #expect(
            HistoryDatabase.Limits() == HistoryDatabase.Limits(executions: 200, bytes: 64 << 20)
        )
    }

    @Test(
        "an execution that is the same in every event is stored once, with the id that is the latest"
    )
    func identical() throws {
        try add(Self.key(), [Self.execution(1, storedID: "first", identity: "same")])
        try add(Self.key(), [Self.execution(2, storedID: "second", identity: "same")])
        try add(Self.key(), [Self.execution(3, identity: "same"), Self.execution(4)])
        let executions = try database.histories().flatMap(\.executions)
        #expect(executions.map(\.repetition) == [1, 4])
        #expect(executions.first?.storedID == "second")
    }

    @Test("a resumed run takes the place of its earlier lives, also in another series")
    func resumed() throws {
        try add(
            Self.key(),
            [Self.execution(1, storedID: "one"), Self.execution(2), Self.execution(3)]
        )
        try add(Self.key(), [Self.execution(9, lives: 2, storedID: "one")])
        #expect(try database.histories().flatMap(\.executions).map(\.repetition) == [9, 2, 3])
        try add(Self.key(isFaulted: true), [Self.execution(10, lives: 3, storedID: "one")])
        let histories = try database.histories()
        #expect(histories.map { $0.executions.map(\.repetition) } == [[2, 3], [10]])
        #expect(histories.last?.executions.first?.lives == 3)
    }

    @Test("two that are open at once both add")
    func concurrent() async throws {
        let path = folder.path
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    let database = try HistoryDatabase(folder: path)
                    for number in 0..<20 {
                        let row = Self.execution(writer * 100 + number)
                        try database.add([RunHistory(key: Self.key(), executions: [row])])
                    }
                }
            }
            try await group.waitForAll()
        }
        let numbers = try database.histories().flatMap(\.executions).map(\.repetition)
        #expect(numbers.sorted() == Array(0..<20) + Array(100..<120))
        #expect(numbers.filter { $0 < 100 } == Array(0..<20))
    }

    @Test("another process that writes is waited for")
    func otherProcess() throws {
        let python = try Python(
            """
            import sqlite3, time
            db = sqlite3.connect(\(folder.path(of: "history.sqlite").debugDescription))
            db.execute("BEGIN IMMEDIATE")
            print("locked", flush=True)
            time.sleep(0.5)
            db.commit()
            """
        )
        #expect(python.line() == "locked")
        try add(Self.key(), [Self.execution(1)])
        #expect(try database.histories().count == 1)
    }

    @Test("nothing added makes no series")
    func empty() throws {
        try add(Self.key(), [])
        #expect(try database.histories().isEmpty)
        #expect(throws: StorageFailure.self) {
            try HistoryDatabase(folder: folder.path(of: "other"), mustExist: true)
        }
    }

    @Test(
        "a column that holds what we never write is damage, and no crash",
        arguments: [
            "UPDATE executions SET status = 'finished'", "UPDATE series SET clock = 'sundial'",
            "UPDATE attempts SET outcome = 'perhaps'", "UPDATE phases SET ending = 'soon'",
            "UPDATE phases SET key = x'0102'", "UPDATE executions SET lives = 9223372036854775807",
        ]
    )
    func damage(sql: String) throws {
        try add(Self.key(), [Self.execution(1)])
        let queue = try DatabaseQueue(path: folder.path(of: "history.sqlite"))
        try queue.writeWithoutTransaction { db in try db.execute(sql: sql) }
        try queue.close()
        if sql.contains("lives") {
            #expect(try database.histories().first?.executions.first?.lives == .max)
            return
        }
        let failure = #expect(throws: StorageFailure.self) { try database.histories() }
        #expect(failure?.kind == .invalid)
        #expect(failure?.message.hasPrefix("damaged: ") == true)
    }
}
