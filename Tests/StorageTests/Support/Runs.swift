import Storage
import TestSupport

/// Runs that tests write.
enum Runs {
    static func origin(
        _ id: String,
        scenario: String = "deploy",
        run: String = "cold",
        startedAt: Duration = .seconds(1_700_000_000)
    ) -> RunOrigin {
        RunOrigin(
            id: id,
            scenario: scenario,
            run: run,
            file: "Scenarios/\(scenario).yaml",
            seed: .max - 1,
            startedAt: startedAt
        )
    }

    /// A record whose bytes say where it belongs.
    static func record(_ id: String, _ position: Int, length: Int = 100) -> [UInt8] {
        let head = Array("\(id)#\(position)".utf8)
        return head + [UInt8](repeating: 0x2E, count: max(0, length - head.count))
    }

    /// An append; the first one brings the run's origin.
    static func append(
        _ id: String,
        _ position: Int,
        length: Int = 100,
        status: String? = nil
    ) -> JournalAppend {
        JournalAppend(
            run: id,
            position: position,
            bytes: record(id, position, length: length),
            origin: position == 0 ? origin(id) : nil,
            status: status
        )
    }

    /// A whole run.
    static func whole(
        _ id: String,
        records: Int,
        length: Int = 100,
        status: String?,
        startedAt: Duration = .seconds(1_700_000_000)
    ) -> [JournalAppend] {
        (0..<records).map { position in
            JournalAppend(
                run: id,
                position: position,
                bytes: record(id, position, length: length),
                origin: position == 0 ? origin(id, startedAt: startedAt) : nil,
                status: position == records - 1 ? status : nil
            )
        }
    }
}

extension TemporaryFolder {
    /// A copy of a journal as a killed process leaves it: what was appended is in the log only.
    func copyOfOpenJournal(records: Int, length: Int = 100) async throws -> TemporaryFolder {
        let copy = try TemporaryFolder()
        let journal = try JournalDatabase(folder: path)
        for position in 0..<records {
            try await journal.append(Runs.append("a", position, length: length))
        }
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            try copy.write(name, try bytes(of: name))
        }
        return copy
    }
}
