internal import Workflows

/// What a database of ours is called, holds and promises.
struct DatabaseSchema: Sendable {
    /// When a commit is on the disk.
    enum Durability: Int, Sendable {
        /// At the next checkpoint; a power cut may undo the last commits, never part of one.
        case eventual = 1
        /// When it is acknowledged.
        case everyCommit = 2
    }

    /// The file's name within a state folder.
    let file: String
    /// What `PRAGMA application_id` says of our files, and of nobody else's.
    let applicationID: Int32
    /// What `PRAGMA user_version` says.
    let version: Int
    let durability: Durability
    /// The statements that make the tables.
    let tables: String

    /// Why a file that says this of itself is not opened; `nil` where it may be.
    ///
    /// There is no migration: a file of another version is the user's to keep or to move away.
    func refusal(applicationID found: Int32, version foundVersion: Int) -> String? {
        guard found == applicationID else {
            return "expected application id \(applicationID), found \(found): "
                + "a database of another program"
        }
        if foundVersion == version { return nil }
        return foundVersion < version
            ? "schema version \(foundVersion) is older than \(version): read the file with the "
                + "version that wrote it, or move it away to start a new one"
            : "schema version \(foundVersion) is newer than \(version): use the version that "
                + "wrote it, or move it away to start a new one"
    }

    /// The event records of runs.
    static let journal = DatabaseSchema(
        file: "journal.sqlite",
        applicationID: 0x4D4C_4A31,
        version: 1,
        durability: .everyCommit,
        tables: """
            CREATE TABLE runs (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                scenario TEXT NOT NULL,
                run TEXT NOT NULL,
                file TEXT NOT NULL,
                seed INTEGER NOT NULL,
                started INTEGER NOT NULL,
                status TEXT
            ) STRICT;
            -- place = number of the run << 32 | position, so that a record stays within its leaf.
            CREATE TABLE entries (place INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
            """
    )

    /// Results by key.
    static let cache = DatabaseSchema(
        file: "cache.sqlite",
        applicationID: 0x4D4C_4331,
        version: 1,
        durability: .eventual,
        tables: """
            CREATE TABLE actions (
                number INTEGER PRIMARY KEY,
                key BLOB NOT NULL UNIQUE,
                phase TEXT NOT NULL,
                parts BLOB NOT NULL,
                output BLOB NOT NULL,
                size INTEGER NOT NULL,
                committed INTEGER NOT NULL,
                tags BLOB,
                used INTEGER NOT NULL UNIQUE
            ) STRICT;
            CREATE INDEX actions_phase ON actions (phase, number);
            CREATE INDEX actions_output ON actions (output);
            CREATE TABLE tags (
                tag TEXT NOT NULL,
                action INTEGER NOT NULL,
                PRIMARY KEY (tag, action)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE contents (
                number INTEGER PRIMARY KEY,
                digest BLOB NOT NULL UNIQUE,
                size INTEGER NOT NULL,
                bytes BLOB NOT NULL
            ) STRICT;
            CREATE TABLE totals (
                only INTEGER PRIMARY KEY CHECK (only = 1),
                count INTEGER NOT NULL,
                bytes INTEGER NOT NULL
            ) STRICT;
            INSERT INTO totals VALUES (1, 0, 0);
            """
    )

    /// What is kept of executions, by what is compared.
    static let history = DatabaseSchema(
        file: "history.sqlite",
        applicationID: 0x4D4C_4831,
        version: 1,
        durability: .eventual,
        tables: """
            CREATE TABLE series (
                number INTEGER PRIMARY KEY,
                file TEXT NOT NULL,
                scenario TEXT NOT NULL,
                run TEXT NOT NULL,
                variant TEXT NOT NULL,
                clock TEXT NOT NULL,
                time_scale REAL NOT NULL,
                faulted INTEGER NOT NULL,
                UNIQUE (file, scenario, run, variant, clock, time_scale, faulted)
            ) STRICT;
            CREATE TABLE executions (
                number INTEGER PRIMARY KEY,
                series INTEGER NOT NULL,
                started INTEGER NOT NULL,
                seed INTEGER NOT NULL,
                repetition INTEGER NOT NULL,
                status TEXT NOT NULL,
                passed INTEGER,
                duration INTEGER NOT NULL,
                lives INTEGER NOT NULL,
                stored_id TEXT,
                identity BLOB UNIQUE
            ) STRICT;
            CREATE INDEX executions_series ON executions (series, number);
            CREATE INDEX executions_stored ON executions (stored_id);
            CREATE TABLE faults (
                execution INTEGER NOT NULL,
                fault TEXT NOT NULL,
                PRIMARY KEY (execution, fault)
            ) STRICT, WITHOUT ROWID;
            -- turn = the place of the phase's turn in its execution, from 0.
            CREATE TABLE phases (
                execution INTEGER NOT NULL,
                turn INTEGER NOT NULL,
                phase TEXT NOT NULL,
                visit INTEGER NOT NULL,
                start INTEGER NOT NULL,
                duration INTEGER NOT NULL,
                ending TEXT,
                cached INTEGER NOT NULL,
                uses_cache INTEGER NOT NULL,
                key BLOB,
                PRIMARY KEY (execution, turn)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE attempts (
                execution INTEGER NOT NULL,
                turn INTEGER NOT NULL,
                place INTEGER NOT NULL,
                number INTEGER NOT NULL,
                start INTEGER NOT NULL,
                duration INTEGER NOT NULL,
                outcome TEXT NOT NULL,
                kind TEXT,
                retryable INTEGER NOT NULL,
                delay INTEGER,
                tokens INTEGER,
                cost INTEGER,
                calls INTEGER,
                memory INTEGER,
                faulted INTEGER NOT NULL,
                PRIMARY KEY (execution, turn, place)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
