/// A run as the journal lists it.
package struct StoredRun: Sendable, Equatable {
    /// Where it came from.
    package let origin: RunOrigin
    /// What it is; `nil` where it never said: it runs, or was interrupted.
    package let status: String?
    /// How many records it has.
    package let entries: Int
    /// The bytes of its records.
    package let bytes: Int
}

/// How much the journal keeps.
package struct JournalLimits: Sendable, Equatable {
    /// The most runs.
    package var runs: Int
    /// The most bytes of records.
    package var bytes: Int

    /// Sets both limits; the defaults are 1,000 runs and 256 MiB.
    package init(runs: Int = 1000, bytes: Int = 256 << 20) {
        self.runs = runs
        self.bytes = bytes
    }
}

/// What a name that a user typed means.
package enum RunMatch: Sendable, Equatable {
    /// Nothing.
    case none
    /// One run.
    case one(StoredRun)
    /// The beginning of several ids, the newest run first.
    case several([StoredRun])
}
