internal import GRDB

extension JournalDatabase {
    private static let newestFirst = "ORDER BY started DESC, number DESC"
    /// A shorter beginning of an id would too often be a name.
    private static let shortestPrefix = 4

    /// The records of a run in their order; a gap is `.invalid`, an unknown run `.missing`.
    package func entries(of id: String) throws(StorageFailure) -> [[UInt8]] {
        try database.access { db in try EntryReader(db, path: database.path).entries(of: id) }
    }

    /// The newest runs, newest first.
    package func runs(limit: Int) throws(StorageFailure) -> [StoredRun] {
        try database.access { db in
            try EntryReader(db, path: database.path)
                .runs(where: "\(Self.newestFirst) LIMIT ?", [max(0, limit)])
        }
    }

    /// The runs that a user means, newest first.
    ///
    /// A name is an id, or the beginning of one id (four characters or more), or a run's name (`cold`, `cold#2`),
    /// or scenario and run (`deploy/cold`); the first of these that fits counts.
    package func runs(matching name: String) throws(StorageFailure) -> [StoredRun] {
        try database.access { db in
            let reader = EntryReader(db, path: database.path)
            let exact = try reader.runs(where: "WHERE id = ?", [name])
            if !exact.isEmpty { return exact }
            if name.count >= Self.shortestPrefix {
                let begun = try reader.runs(
                    where: "WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2",
                    [name]
                )
                if begun.count == 1 { return begun }
            }
            let named = try reader.runs(where: "WHERE run = ? \(Self.newestFirst)", [name])
            if !named.isEmpty { return named }
            return try reader.runs(
                where: "WHERE scenario || '/' || run = ? \(Self.newestFirst)",
                [name]
            )
        }
    }
}
