internal import Foundation

/// A value that one task at a time may look at or change.
///
/// It uses a lock that ThreadSanitizer watches. `Mutex` of the Synchronization module waits on its own futex, which
/// the sanitizer does not see on Linux: whatever it guards is reported as a race.
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
