internal import Foundation

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The end of a child that has not been reaped yet.
enum ChildExit {
    /// Waits until the child has ended, or until the task is cancelled.
    ///
    /// A program may close its output and still be at work: the end of a stream is not the end of the process.
    static func wait(for pid: pid_t, clock: ContinuousClock) async {
        while !hasEnded(pid) {
            guard (try? await clock.sleep(for: .milliseconds(2))) != nil else { return }
        }
    }

    /// Waits until the child has ended, whether or not the task is cancelled: for one that was killed.
    ///
    /// A thread of its own waits, blocked in the kernel: no thread of the pool is held, and the end is seen when it comes.
    static func end(of pid: pid_t) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var information = siginfo_t()
                while waitid(P_PID, id_t(pid), &information, WEXITED | WNOWAIT) != 0, errno == EINTR
                {
                }
                continuation.resume()
            }
        }
    }

    private static func hasEnded(_ pid: pid_t) -> Bool {
        var information = siginfo_t()
        // WNOWAIT leaves the child a zombie, so that its number stays its own until it is reaped.
        let result = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
        return result != 0 || information.si_signo == SIGCHLD
    }
}
