internal import Foundation

/// A value that one task at a time may look at or change.
///
/// It stands on a lock that ThreadSanitizer watches. That of the Synchronization module waits on a futex of its own, which
/// the sanitizer does not see on Linux: whatever a `Mutex` guards is reported as a race.
package final class Guarded<Value: Sendable>: Sendable {
    private let lock = NSLock()
    // Touched with the lock held, here alone.
    private nonisolated(unsafe) var value: Value

    /// Guards a value.
    package init(_ value: Value) {
        self.value = value
    }

    /// Looks at the value or changes it while nobody else does. The closure must not come back to the same lock.
    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
