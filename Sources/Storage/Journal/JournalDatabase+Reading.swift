internal import GRDB

extension JournalDatabase {
    private static let newestFirst = "ORDER BY started DESC, number DESC"

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

    /// The run with this id; `nil` if there is none.
    package func run(_ id: String) throws(StorageFailure) -> StoredRun? {
        try database.access { db in
            try EntryReader(db, path: database.path).runs(where: "WHERE id = ?", [id]).first
        }
    }

    /// The run that a user means.
    ///
    /// A name is an id, or a run's name (`cold`, `cold#2`), or scenario and run (`deploy/cold`), or the beginning of an id;
    /// the first of these that fits counts, and of runs with one name the newest.
    package func run(matching name: String) throws(StorageFailure) -> RunMatch {
        try database.access { db in
            let reader = EntryReader(db, path: database.path)
            for condition in ["id = ?1", "run = ?1", "scenario || '/' || run = ?1"] {
                let newest = "WHERE \(condition) \(Self.newestFirst) LIMIT 1"
                if let run = try reader.runs(where: newest, [name]).first { return .one(run) }
            }
            guard !name.isEmpty else { return .none }
            let begun = try reader.runs(
                where: "WHERE substr(id, 1, length(?1)) = ?1 \(Self.newestFirst)",
                [name]
            )
            guard let first = begun.first else { return .none }
            return begun.count == 1 ? .one(first) : .several(begun)
        }
    }

    /// The beginning of a stored run's id that no other one's has, of eight characters at least.
    package func shortID(of id: String) throws(StorageFailure) -> String {
        let neighbours = try database.access { db in
            try ["SELECT max(id) FROM runs WHERE id < ?", "SELECT min(id) FROM runs WHERE id > ?"]
                .compactMap { sql in
                    try String.fetchOne(db.cachedStatement(sql: sql), arguments: [id])
                }
        }
        let common = neighbours.map { zip($0, id).prefix { $0 == $1 }.count }.max() ?? 0
        return String(id.prefix(max(8, common + 1)))
    }
}
