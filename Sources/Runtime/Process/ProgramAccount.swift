internal import CProcesses
internal import Locks
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// What the programs of one run took, gathered from the calls that executed them.
final class ProgramAccount: Sendable {
    private let usage = Guarded(ProgramUsage())

    /// The sum so far.
    var total: ProgramUsage { usage.withLock { $0 } }

    /// Takes up what was counted of a child that has ended, or was killed and ends now, and is still to be reaped.
    func add(_ child: pid_t) async {
        var counted = cprocesses_usage()
        var result = cprocesses_usage_of_ended(child, &counted)
        #if os(Linux)
        if result != 0 {
            // One that was killed has not ended in the same moment; whoever reaps it waits for that, too.
            await ChildExit.end(of: child)
            result = cprocesses_usage_of_ended(child, &counted)
        }
        #endif
        usage.withLock { usage in
            guard result == 0 else {
                usage.lose("the kernel does not say what program \(usage.programs + 1) of it took")
                return
            }
            usage.add(
                processor: Int(clamping: counted.processor),
                memory: Int(clamping: counted.memory)
            )
        }
    }
}
