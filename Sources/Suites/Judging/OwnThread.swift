internal import Foundation
internal import Locks

/// A thread besides those that tasks share, for a task that must not run on one of theirs.
final class OwnThread: TaskExecutor {
    /// What debuggers call it.
    static let name = "moonlight.own"

    private let jobs = Guarded<[UnownedJob]>([])
    /// Counts the jobs, and the end.
    private let work = DispatchSemaphore(value: 0)
    /// Foundation names a thread only once its start has returned; until then the thread waits.
    private let hasStarted = DispatchSemaphore(value: 0)

    init() {
        let thread = Thread { [self] in serve() }
        // As large as those of a program's first thread: what runs here runs there too.
        thread.stackSize = 8 << 20
        thread.start()
        hasStarted.signal()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        work.signal()
    }

    /// The thread ends when its jobs are done.
    func end() { work.signal() }

    private func serve() {
        hasStarted.wait()
        // A name that is set from outside, before the start, does not reach the thread.
        Thread.current.name = Self.name
        while true {
            work.wait()
            guard let job = jobs.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) else { return }
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }
}
