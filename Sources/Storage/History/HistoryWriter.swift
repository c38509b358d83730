internal import Foundation
internal import GRDB
internal import Monitoring
internal import Workflows

/// Writes executions within one transaction.
struct HistoryWriter {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    /// The number of a series, which is made where it is missing.
    func series(_ key: SeriesKey) throws -> Int64 {
        let values: StatementArguments = [
            key.file, key.scenario, key.run, key.variant, key.clock.name,
            key.clock.timeScale ?? 0, key.isFaulted,
        ]
        try db.cachedStatement(
            sql: """
                INSERT OR IGNORE INTO series
                (file, scenario, run, variant, clock, time_scale, faulted)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: values)
        let find = try db.cachedStatement(
            sql: """
                SELECT number FROM series WHERE file = ? AND scenario = ? AND run = ?
                AND variant = ? AND clock = ? AND time_scale = ? AND faulted = ?
                """
        )
        guard let number = try Int64.fetchOne(find, arguments: values) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a series is missing")
        }
        return number
    }

    /// Adds an execution after the others, or in the place of the lives that it goes on from.
    func add(_ execution: ExecutionRow, to series: Int64) throws {
        var place: Int64?
        if execution.lives > 1, let id = execution.storedID {
            let find = try db.cachedStatement(
                sql: "SELECT number FROM executions WHERE stored_id = ? ORDER BY number"
            )
            let earlier = try Int64.fetchAll(find, arguments: [id])
            place = earlier.first
            for number in earlier { try delete(number) }
        }
        guard try !isKnown(execution) else { return }
        try db.cachedStatement(
            sql: """
                INSERT INTO executions (number, series, started, seed, repetition, status, passed,
                duration, lives, stored_id, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            place, series, execution.startedAt.microseconds, Int64(bitPattern: execution.seed),
            execution.repetition, execution.status.rawValue, execution.hasPassed,
            execution.duration.microseconds, execution.lives, execution.storedID,
            execution.identity.map { $0.data },
        ])
        let number = db.lastInsertedRowID
        for fault in execution.firedFaults {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO faults VALUES (?, ?)")
                .execute(arguments: [number, fault])
        }
        for (turn, phase) in execution.phases.enumerated() { try add(phase, turn, of: number) }
    }

    /// Whether the same execution is there; its stored id is then the latest one, the one that can be resumed.
    private func isKnown(_ execution: ExecutionRow) throws -> Bool {
        guard let identity = execution.identity else { return false }
        try db.cachedStatement(
            sql: """
                UPDATE executions SET stored_id = coalesce(?, stored_id) WHERE identity = ?
                """
        ).execute(arguments: [execution.storedID, identity.data])
        return db.changesCount > 0
    }

    private func add(_ phase: PhaseRow, _ turn: Int, of execution: Int64) throws {
        try db.cachedStatement(
            sql: "INSERT INTO phases VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        ).execute(arguments: [
            execution, turn, phase.phase.name, phase.visit, phase.start.microseconds,
            phase.duration.microseconds, phase.ending?.rawValue, phase.isCached, phase.usesCache,
            phase.key.map { $0.data },
        ])
        for (place, attempt) in phase.attempts.enumerated() {
            let (outcome, kind, isRetryable) = attempt.outcome.columns
            try db.cachedStatement(
                sql: "INSERT INTO attempts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ).execute(arguments: [
                execution, turn, place, attempt.number, attempt.start.microseconds,
                attempt.duration.microseconds, outcome, kind, isRetryable,
                attempt.delay?.microseconds, attempt.usage.tokens, attempt.usage.costMicros,
                attempt.usage.calls, attempt.usage.memoryBytes, attempt.isFaulted,
            ])
        }
    }

    /// Deletes the oldest executions of a series beyond so many.
    func trim(_ series: Int64, to limit: Int) throws {
        let find = try db.cachedStatement(
            sql: """
                SELECT number FROM executions WHERE series = ?
                ORDER BY number DESC LIMIT -1 OFFSET ?
                """
        )
        for number in try Int64.fetchAll(find, arguments: [series, max(0, limit)]) {
            try delete(number)
        }
    }

    /// Deletes so many of the oldest executions of all series; says how many.
    func deleteOldest(_ count: Int) throws -> Int {
        let find = try db.cachedStatement(
            sql: "SELECT number FROM executions ORDER BY number LIMIT ?"
        )
        let oldest = try Int64.fetchAll(find, arguments: [count])
        for number in oldest { try delete(number) }
        return oldest.count
    }

    /// Deletes series without executions.
    func deleteEmptySeries() throws {
        try db.cachedStatement(
            sql: "DELETE FROM series WHERE number NOT IN (SELECT series FROM executions)"
        ).execute()
    }

    private func delete(_ execution: Int64) throws {
        for table in ["attempts", "phases", "faults"] {
            try db.cachedStatement(sql: "DELETE FROM \(table) WHERE execution = ?")
                .execute(arguments: [execution])
        }
        try db.cachedStatement(sql: "DELETE FROM executions WHERE number = ?")
            .execute(arguments: [execution])
    }
}
