internal import Locks

/// What stays until the process ends.
///
/// The system takes the memory of a process back at once; to free the results of 100,000 runs one by one takes a quarter of
/// a second, in which whoever called waits for nothing.
enum UntilExit {
    private static let kept = Guarded<[any Sendable]>([])

    /// Has a command's results stay.
    static func keep(_ values: any Sendable...) {
        kept.withLock { $0 += values }
    }
}
