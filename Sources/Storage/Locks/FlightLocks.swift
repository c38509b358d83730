internal import Locks
package import Workflows

/// Says which process makes the result of a cache key, so that the others can wait for it.
package final class FlightLocks: Sendable {
    private let file: LockFile
    private let held = Guarded<Set<Digest>>([])

    /// Uses the lock file of a state folder; a process needs one value only.
    package init(folder: String) throws(StorageFailure) {
        try StateFolder.make(folder)
        file = try LockFile(StateFolder.path(of: LockName.file, in: folder))
    }

    /// Takes the key if nobody makes its result, here or in another process; does not wait.
    package func tryLock(_ key: Digest) throws(StorageFailure) -> Bool {
        let outcome = held.withLock { held -> Result<Bool, StorageFailure> in
            guard !held.contains(key) else { return .success(false) }
            do throws(StorageFailure) {
                guard try file.tryLock(byte: LockName.flight(key).offset) else {
                    return .success(false)
                }
                held.insert(key)
                return .success(true)
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Releases a key; one that is not held here stays as it is.
    package func unlock(_ key: Digest) {
        held.withLock { held in
            guard held.remove(key) != nil else { return }
            file.unlock(byte: LockName.flight(key).offset)
        }
    }
}
