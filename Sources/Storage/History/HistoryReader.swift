internal import Foundation
internal import GRDB
internal import Monitoring
internal import Workflows

/// Reads executions within one transaction.
struct HistoryReader {
    private let db: Database
    private let path: String

    /// An execution with the number of its row.
    private struct Found {
        let number: Int64
        var row: ExecutionRow
    }

    init(_ db: Database, path: String) {
        self.db = db
        self.path = path
    }

    /// What is kept of the series that are wanted, sorted by series.
    func histories(
        beyondOneOf known: Set<SeriesKey>,
        where isWanted: (SeriesKey) -> Bool
    ) throws -> [RunHistory] {
        let single = known.isEmpty ? [] : try single()
        return try keys().filter { number, key in
            isWanted(key) && !(single.contains(number) && known.contains(key))
        }.map { series, key in
            RunHistory(key: key, executions: try executions(of: series))
        }.sorted { $0.key < $1.key }
    }

    /// The series of which one execution is kept.
    private func single() throws -> Set<Int64> {
        var found: Set<Int64> = []
        try forEachRow("SELECT series FROM executions GROUP BY series HAVING count(*) = 1") { row in
            found.insert(try row.decode(Int64.self, atIndex: 0))
        }
        return found
    }

    private func executions(of series: Int64) throws -> [ExecutionRow] {
        var executions = try rows(of: series)
        let places = Dictionary(
            executions.enumerated().map { ($1.number, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        try readFaults(of: series) { number, fault in
            guard let place = places[number] else { return }
            executions[place].row.firedFaults.append(fault)
        }
        try readPhases(of: series) { number, phase in
            guard let place = places[number] else { return }
            executions[place].row.phases.append(phase)
        }
        try readAttempts(of: series) { number, turn, attempt in
            guard let place = places[number],
                executions[place].row.phases.indices.contains(turn)
            else { return }
            executions[place].row.phases[turn].attempts.append(attempt)
        }
        return executions.map(\.row)
    }

    private func forEachRow(
        _ sql: String,
        _ arguments: StatementArguments = [],
        _ body: (Row) throws -> Void
    ) throws {
        let rows = try Row.fetchCursor(try db.cachedStatement(sql: sql), arguments: arguments)
        while let row = try rows.next() { try body(row) }
    }

    /// The rows of a table that belong to executions of a series.
    private static let ofSeries =
        "WHERE execution IN (SELECT number FROM executions WHERE series = ?)"

    private func keys() throws -> [Int64: SeriesKey] {
        var keys: [Int64: SeriesKey] = [:]
        try forEachRow(
            "SELECT number, file, scenario, run, variant, clock, time_scale, faulted FROM series"
        ) { row in
            let clock: SeriesKey.Clock
            switch try row.decode(String.self, atIndex: 5) {
            case "virtual": clock = .virtual
            case "real": clock = .real(timeScale: try row.decode(Double.self, atIndex: 6))
            case let other: throw damage("a series' clock", other)
            }
            keys[try row.decode(Int64.self, atIndex: 0)] = SeriesKey(
                file: try row.decode(String.self, atIndex: 1),
                scenario: try row.decode(String.self, atIndex: 2),
                run: try row.decode(String.self, atIndex: 3),
                variant: try row.decode(String.self, atIndex: 4),
                clock: clock,
                isFaulted: try row.decode(Bool.self, atIndex: 7)
            )
        }
        return keys
    }

    private func rows(of series: Int64) throws -> [Found] {
        var executions: [Found] = []
        try forEachRow(
            """
            SELECT number, started, seed, repetition, status, passed, duration, lives, stored_id,
            identity FROM executions WHERE series = ? ORDER BY number
            """,
            [series]
        ) { row in
            let status = try row.decode(String.self, atIndex: 4)
            guard let known = RunStatus(rawValue: status) else {
                throw damage("an execution's status", status)
            }
            let execution = ExecutionRow(
                startedAt: .microseconds(try row.decode(Int64.self, atIndex: 1)),
                seed: UInt64(bitPattern: try row.decode(Int64.self, atIndex: 2)),
                repetition: try row.decode(Int.self, atIndex: 3),
                status: known,
                hasPassed: try row.decode(Bool?.self, atIndex: 5),
                duration: .microseconds(try row.decode(Int64.self, atIndex: 6)),
                phases: [],
                lives: try row.decode(Int.self, atIndex: 7),
                storedID: try row.decode(String?.self, atIndex: 8),
                identity: try digest(row, 9)
            )
            executions.append(
                Found(number: try row.decode(Int64.self, atIndex: 0), row: execution)
            )
        }
        return executions
    }

    private func readFaults(of series: Int64, _ body: (Int64, String) -> Void) throws {
        try forEachRow(
            "SELECT execution, fault FROM faults \(Self.ofSeries) ORDER BY execution, fault",
            [series]
        ) { row in
            body(try row.decode(Int64.self, atIndex: 0), try row.decode(String.self, atIndex: 1))
        }
    }

    private func readPhases(of series: Int64, _ body: (Int64, PhaseRow) -> Void) throws {
        try forEachRow(
            """
            SELECT execution, phase, visit, start, duration, ending, cached, uses_cache, key
            FROM phases \(Self.ofSeries) ORDER BY execution, turn
            """,
            [series]
        ) { row in
            let ending = try row.decode(String?.self, atIndex: 5)
            let known = ending.flatMap(PhaseEnding.init)
            if let ending, known == nil { throw damage("the end of a phase", ending) }
            let phase = PhaseRow(
                phase: PhaseID(try row.decode(String.self, atIndex: 1)),
                visit: try row.decode(Int.self, atIndex: 2),
                start: .microseconds(try row.decode(Int64.self, atIndex: 3)),
                duration: .microseconds(try row.decode(Int64.self, atIndex: 4)),
                ending: known,
                isCached: try row.decode(Bool.self, atIndex: 6),
                usesCache: try row.decode(Bool.self, atIndex: 7),
                key: try digest(row, 8)
            )
            body(try row.decode(Int64.self, atIndex: 0), phase)
        }
    }

    private func readAttempts(
        of series: Int64,
        _ body: (Int64, Int, AttemptRow) -> Void
    ) throws {
        try forEachRow(
            """
            SELECT execution, turn, number, start, duration, outcome, kind, retryable, delay,
            tokens, cost, calls, memory, faulted FROM attempts \(Self.ofSeries)
            ORDER BY execution, turn, place
            """,
            [series]
        ) { row in
            let word = try row.decode(String.self, atIndex: 5)
            let outcome = AttemptRow.Outcome(
                word: word,
                kind: try row.decode(String?.self, atIndex: 6),
                isRetryable: try row.decode(Bool.self, atIndex: 7)
            )
            guard let outcome else { throw damage("the outcome of an attempt", word) }
            let attempt = AttemptRow(
                number: try row.decode(Int.self, atIndex: 2),
                start: .microseconds(try row.decode(Int64.self, atIndex: 3)),
                duration: .microseconds(try row.decode(Int64.self, atIndex: 4)),
                outcome: outcome,
                delay: try row.decode(Int64?.self, atIndex: 8).map { .microseconds($0) },
                usage: Usage(
                    tokens: try row.decode(Int?.self, atIndex: 9),
                    costMicros: try row.decode(Int?.self, atIndex: 10),
                    calls: try row.decode(Int?.self, atIndex: 11),
                    memoryBytes: try row.decode(Int?.self, atIndex: 12)
                ),
                isFaulted: try row.decode(Bool.self, atIndex: 13)
            )
            body(
                try row.decode(Int64.self, atIndex: 0),
                try row.decode(Int.self, atIndex: 1),
                attempt
            )
        }
    }

    private func digest(_ row: Row, _ column: Int) throws -> Digest? {
        guard let bytes = try row.decode(Data?.self, atIndex: column) else { return nil }
        guard bytes.count == 32 else { throw damage("a digest", "\(bytes.count) bytes") }
        return Digest(bytes: Array(bytes))
    }

    private func damage(_ what: String, _ found: String) -> StorageFailure {
        StorageFailure(.invalid, path: path, "damaged: \(what) is not as we write it: \(found)")
    }
}
