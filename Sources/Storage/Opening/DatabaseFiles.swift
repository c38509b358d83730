internal import Files

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The files of a database as they are before SQLite opens them; nothing here changes them.
struct DatabaseFiles {
    private static let magic = Array("SQLite format 3\0".utf8)
    /// The lock by which SQLite lets one connection write at a time, in the shared-memory file.
    private static let writeLock: Int64 = 120

    /// How long another process's lock is waited for, in milliseconds.
    static let patience = 5000

    /// How often a log is read again that another process took away or began anew meanwhile.
    private static let rounds = 1000

    let path: String
    let schema: DatabaseSchema
    /// What others do between reading the log and judging it: only a test knows.
    var didReadLog: () -> Void = {}
    private var log: String { path + "-wal" }
    private var shm: String { path + "-shm" }

    /// Refuses what SQLite would misread, overwrite or shorten silently; reports what it will cut.
    func check(mustExist: Bool) throws(StorageFailure) -> [String] {
        guard let status = try OpenFile.status(of: path) else {
            if mustExist {
                throw StorageFailure(.missing, path: path, "expected a database, found nothing")
            }
            try refuseLogWithoutDatabase()
            return []
        }
        guard status.kind == .regular else {
            throw StorageFailure(.invalid, path: path, "expected an SQLite database, found no file")
        }
        // SQLite opens these without looking.
        for file in [log, shm, path + "-journal"] {
            guard let kind = FileStatus(at: file)?.kind, kind != .regular else { continue }
            throw StorageFailure(
                .invalid,
                path: file,
                "expected a regular file, found \(kind)"
            )
        }
        try checkHeader()
        if status.stamp.size == 0 {
            try refuseLogWithoutDatabase()
            return []
        }
        return try checkLog()
    }

    private func checkHeader() throws(StorageFailure) {
        let header = try OpenFile(path, for: .reading).bytes(at: 0, count: 100)
        guard !header.isEmpty else { return }
        guard header.starts(with: Self.magic), header.count == 100 else {
            throw StorageFailure(
                .invalid,
                path: path,
                "expected an SQLite database, found a file that begins with "
                    + Self.shown(header.prefix(16))
            )
        }
        // Zero proves nothing: the true value may still be in the log.
        let applicationID = Int32(truncatingIfNeeded: Self.number(header[68..<72]))
        guard applicationID != 0 else { return }
        let version = Self.number(header[60..<64])
        if let refusal = schema.refusal(applicationID: applicationID, version: version) {
            throw StorageFailure(.invalid, path: path, refusal)
        }
    }

    /// SQLite deletes a log that it finds next to an empty database.
    private func refuseLogWithoutDatabase() throws(StorageFailure) {
        guard let status = try OpenFile.status(of: log), status.stamp.size > 0 else { return }
        throw StorageFailure(
            .invalid,
            path: path,
            "expected the database of \(log) (\(status.stamp.size) bytes), found "
                + "no database or an empty one"
        )
    }

    private func checkLog() throws(StorageFailure) -> [String] {
        guard let found = try readLog() else { return [] }
        if case .clean = found.verdict { return [] }
        // Perhaps somebody was writing: only a log that nobody may change is judged for good.
        for _ in 0..<Self.rounds {
            let shared = try Self.unlessMissing { () throws(StorageFailure) in
                try LockFile(shm, mustExist: true)
            }
            try wait(for: shared)
            defer { shared?.unlock(byte: Self.writeLock) }
            guard let found = try readLog() else { return [] }
            // Others close and open meanwhile; who writes locks the shared memory that is there now.
            guard try OpenFile.status(of: shm)?.identity == shared?.identity(),
                try OpenFile.status(of: log)?.identity == found.identity
            else { continue }
            return try judge(found.verdict)
        }
        throw StorageFailure(
            .infrastructure,
            path: path,
            "opened and closed by another process all the time"
        )
    }

    private func wait(for shared: LockFile?) throws(StorageFailure) {
        guard let shared, try !shared.lock(byte: Self.writeLock, within: Self.patience) else {
            return
        }
        throw StorageFailure(
            .infrastructure,
            path: path,
            "kept locked by another process for \(Self.patience) ms"
        )
    }

    /// What the log looks like; `nil` where there is none, or none any more: who closes a database last moves its log
    /// into it and deletes log and shared memory.
    private func readLog() throws(StorageFailure)
        -> (verdict: WriteAheadLogScan.Verdict, identity: FileStatus.Identity)?
    {
        try Self.unlessMissing { () throws(StorageFailure) in
            let file = try OpenFile(log, for: .reading)
            let verdict = try WriteAheadLogFile.verdict(of: file)
            didReadLog()
            return (verdict, try file.identity())
        }
    }

    /// The result, or `nil` where the file is not there.
    private static func unlessMissing<Result>(
        _ body: () throws(StorageFailure) -> Result
    ) throws(StorageFailure) -> Result? {
        do {
            return try body()
        } catch {
            guard error.kind == .missing else { throw error }
            return nil
        }
    }

    private func judge(_ verdict: WriteAheadLogScan.Verdict) throws(StorageFailure) -> [String] {
        switch verdict {
        case .clean:
            return []
        case .tornTail(let frames, let bytes):
            return [
                "\(log): the last transaction is not whole; "
                    + "cut \(bytes) bytes after frame \(frames)"
            ]
        case .damaged(let frame):
            let place = frame == 0 ? "its header" : "frame \(frame)"
            throw StorageFailure(
                .invalid,
                path: log,
                "damaged: \(place) is not as it was written, and later transactions follow, "
                    + "which would be lost; nothing was changed"
            )
        }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        Int(Int32(truncatingIfNeeded: bytes.reduce(0) { $0 << 8 | Int($1) }))
    }

    private static func shown(_ bytes: ArraySlice<UInt8>) -> String {
        let text = String(decoding: bytes, as: UTF8.self)
        return "\"" + text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() + "\""
    }
}
