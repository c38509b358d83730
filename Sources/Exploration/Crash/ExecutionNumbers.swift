internal import Locks

/// Numbers for the executions of one scenario: each has workspaces of its own.
final class ExecutionNumbers: Sendable {
    private let last = Guarded(0)

    func next() -> Int {
        last.withLock { last in
            last += 1
            return last
        }
    }
}
