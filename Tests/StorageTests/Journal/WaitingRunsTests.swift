import TestSupport
import Testing

@testable import Storage

@Suite("Runs that nobody waits for", .timeLimit(.minutes(1)))
struct WaitingRunsTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func run(
        _ number: Int,
        status: String = "succeeded",
        length: Int = 100,
        startedAt: Duration = .seconds(1)
    ) -> WholeRun {
        let records = (0..<2).map { Runs.record("id\(number)", $0, length: length) }
        return WholeRun(
            origin: Runs.origin("id\(number)", startedAt: startedAt),
            status: status,
            size: records.reduce(0) { $0 + $1.count }
        ) { records }
    }

    private func ids(_ journal: JournalDatabase) throws -> [String] {
        try journal.runs(limit: .max).map(\.origin.id)
    }

    @Test("share one transaction, in their order, and are whole")
    func together() throws {
        let journal = try JournalDatabase(folder: folder.path)
        let waiting = WaitingRuns(journal)
        for number in 0..<500 { try waiting.add([run(number)]) }
        #expect(journal.transactions == 0)
        try waiting.write()
        #expect(journal.transactions == 1)
        #expect(try ids(journal) == (0..<500).reversed().map { "id\($0)" })
        #expect(
            try journal.entries(of: "id7") == [Runs.record("id7", 0), Runs.record("id7", 1)]
        )
        #expect(try journal.runs(limit: 1).first?.status == "succeeded")
        try waiting.write()
        #expect(journal.transactions == 1)
    }

    @Test(
        "what retention would delete is never written, and the journal is left as by writing it",
        arguments: [0, 3, 10, 57, 1000]
    )
    func retention(count: Int) throws {
        let limits = JournalLimits(runs: 10)
        let statuses = ["succeeded", "paused", "failed", "interrupted", "succeeded", "cancelled"]
        let runs = (0..<count).map { number in
            // Paused and interrupted runs stay whatever the limits say; later ones may have begun earlier.
            run(
                number,
                status: number < 400 ? statuses[number % 6] : "succeeded",
                startedAt: .seconds(number % 7)
            )
        }
        let waitingJournal = try JournalDatabase(folder: "\(folder.path)/waiting")
        let waiting = WaitingRuns(waitingJournal, limits: limits)
        for run in runs { try waiting.add([run]) }
        try waiting.write()
        _ = try waitingJournal.trim(to: limits)
        let plainJournal = try JournalDatabase(folder: "\(folder.path)/plain")
        for run in runs { try plainJournal.appendAll(run.appends) }
        _ = try plainJournal.trim(to: limits)
        #expect(try ids(waitingJournal) == ids(plainJournal))
    }

    @Test("are written before they fill the memory")
    func bounded() throws {
        let journal = try JournalDatabase(folder: folder.path)
        let waiting = WaitingRuns(journal, mostBytes: 10_000)
        for number in 0..<99 { try waiting.add([run(number, length: 500)]) }
        #expect(try ids(journal).count == 99 / 11 * 11)
        #expect(journal.transactions == 9)
        try waiting.write()
        #expect(try ids(journal).count == 99)
    }

    @Test("that cannot be written say so, and wait no longer")
    func failure() throws {
        let journal = try JournalDatabase(folder: folder.path)
        try journal.appendAll(Runs.whole("id1", records: 1, status: "failed"))
        let waiting = WaitingRuns(journal)
        try waiting.add([run(0), run(1)])
        let failure = #expect(throws: StorageFailure.self) { try waiting.write() }
        #expect(failure?.message.contains("the run is there with another origin") == true)
        #expect(try ids(journal) == ["id1"])
        try waiting.write()
        try waiting.add([run(2)])
        try waiting.write()
        #expect(try ids(journal) == ["id1", "id2"])
    }
}
