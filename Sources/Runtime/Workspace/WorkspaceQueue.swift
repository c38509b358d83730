internal import Locks

/// Performs the work on a workspace one piece after another, in the order in which it was asked for.
final class WorkspaceQueue: Sendable {
    private let last = Guarded<Task<Void, Never>?>(nil)

    /// Adds work, which begins when all before it has ended; it is cancelled with the task that waits for it.
    func add<Result: Sendable>(
        _ work: @escaping @Sendable () async -> Result
    ) -> Task<Result, Never> {
        last.withLock { last in
            let task = Task { [before = last] in
                await before?.value
                return await work()
            }
            last = Task { _ = await task.value }
            return task
        }
    }

    /// Adds work and waits for it.
    func perform<Result: Sendable>(
        _ work: @escaping @Sendable () async -> Result
    ) async -> Result {
        let task = add(work)
        return await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
    }
}
