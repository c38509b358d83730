internal import Agents
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

    /// The same with what is uncertain about it.
    func measured(_ clock: ContinuousClock) async -> ProgramUsage {
        var total = total
        guard total.programs > 0 else { return total }
        total.uncertain = await ProcessMemory.uncertain(clock: clock)
        return total
    }

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

/// What the kernel counts of a program's memory that is not the program's.
///
/// It counts from what the process had before it executed the program. One that posix_spawn(3) starts shares this process's
/// memory until then, with the most that this ever had.
enum ProcessMemory {
    /// Up to how many bytes are counted for a program that has less: what they are for one that does nothing, and a tenth,
    /// because what this process has changes a little.
    static func uncertain(clock: ContinuousClock) async -> Int {
        var call = ProcessCall(
            agent: ProcessAgent(
                command: ["/bin/sh", "-c", ":"],
                scenarioDirectory: "/",
                repository: "/"
            ),
            workspace: "/",
            request: [],
            inherited: [:],
            secrets: SecretFilter([]),
            clock: clock
        )
        call.wantsAnswer = false
        let account = ProgramAccount()
        call.account = account
        _ = await call.performed()
        let counted = account.total.counted
        guard counted > 0 else {
            return Int(clamping: cprocesses_peak_memory())
        }
        return counted + counted / 10
    }
}
