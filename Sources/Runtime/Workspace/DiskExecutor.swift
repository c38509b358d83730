internal import Dispatch

/// Performs an actor's work on its own thread, one piece after another.
///
/// Work on files waits for the disk. On the threads that all tasks share, which are as many as there are cores, a few runs
/// with thousands of files would keep every deadline and every signal waiting.
final class DiskExecutor: SerialExecutor {
    private let queue = DispatchQueue(label: "moonlight.workspace")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { [self] in job.runSynchronously(on: asUnownedSerialExecutor()) }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
