package import Storage
package import Workflows

/// A run's journal in a state folder.
package struct StoredRunJournal: CrashingJournal {
    private let database: JournalDatabase
    private let origin: RunOrigin
    private let recordedEntries: Int

    /// The journal of the run with this origin, which has so many entries already.
    package init(_ database: JournalDatabase, origin: RunOrigin, after recordedEntries: Int = 0) {
        self.database = database
        self.origin = origin
        self.recordedEntries = recordedEntries
    }

    package func append(_ entry: JournalWriter.Entry) async throws(OperationFailure) {
        try await append(entry, as: entry.bytes)
    }

    package func append(
        _ entry: JournalWriter.Entry,
        as bytes: [UInt8]
    ) async throws(OperationFailure) {
        do throws(StorageFailure) {
            try await database.append(
                JournalAppend(
                    run: origin.id,
                    position: entry.position,
                    bytes: bytes,
                    origin: entry.position == 0 ? origin : nil,
                    status: status(after: entry)?.rawValue
                )
            )
        } catch {
            throw OperationFailure(error)
        }
    }
}

extension StoredRunJournal {
    package func readEntries() throws(OperationFailure) -> [[UInt8]] {
        do throws(StorageFailure) {
            return try database.entries(of: origin.id)
        } catch  where error.kind == .missing {
            // It died before its first commit.
            return []
        } catch {
            throw OperationFailure(error)
        }
    }

    package func cut(from position: Int) throws(OperationFailure) {
        do throws(StorageFailure) {
            try database.cut(origin.id, from: position)
        } catch {
            throw OperationFailure(error)
        }
    }

    /// Until it ends, a run that is resumed counts as interrupted, whatever it was before.
    private func status(after entry: JournalWriter.Entry) -> RunStatus? {
        let goesOn = recordedEntries > 0 && entry.position == recordedEntries
        return entry.status ?? (goesOn ? .interrupted : nil)
    }
}

extension OperationFailure {
    /// A failure of the disk as the run sees it.
    package init(_ failure: StorageFailure) {
        self.init(kind: .ioError, message: "\(failure)", isRetryable: false)
    }
}

/// A cache in a state folder, where only one process at a time makes a result.
package struct StoredResults: SharedResults {
    private let database: CacheDatabase
    private let locks: FlightLocks

    /// The cache of a folder.
    package init(_ database: CacheDatabase, locks: FlightLocks) {
        self.database = database
        self.locks = locks
    }

    package func lookUp(
        _ key: CacheKey,
        ttl: Duration?,
        now: Duration,
        finding: LookUpPassage.Finding
    ) throws(OperationFailure) -> CacheLookUp {
        do throws(StorageFailure) {
            return try database.lookUp(key, ttl: ttl, now: now, finding: finding)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func holdings(
        of key: CacheKey,
        ttl: Duration?,
        now: Duration
    ) throws(OperationFailure) -> CacheHoldings {
        do throws(StorageFailure) {
            return try database.holdings(of: key, ttl: ttl, now: now)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func store(
        _ key: CacheKey,
        output: PhaseOutput,
        now: Duration,
        tags: [String],
        limits: CacheLimits
    ) throws(OperationFailure) -> StoredUse {
        do throws(StorageFailure) {
            return try database.keep(key, output: output, now: now, tags: tags, limits: limits)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func remove(_ key: Digest) throws(OperationFailure) {
        do throws(StorageFailure) { try database.remove(key) } catch {
            throw OperationFailure(error)
        }
    }

    package func invalidate(tag: String) throws(OperationFailure) {
        do throws(StorageFailure) {
            _ = try database.invalidate(tag: tag)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func tryLead(_ key: Digest) throws(OperationFailure) -> Bool {
        do throws(StorageFailure) {
            return try locks.tryLock(key)
        } catch {
            throw OperationFailure(error)
        }
    }

    package func endLead(_ key: Digest) {
        locks.unlock(key)
    }
}
