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
    /// `nil` once there was a program of which nobody knows.
    private let usage: Guarded<ProgramUsage?> = Guarded(ProgramUsage())

    /// The sum so far; `nil` where some part of it is not known.
    var total: ProgramUsage? { usage.withLock { $0 } }

    /// The same with what is uncertain about it.
    func measured(_ clock: ContinuousClock) async -> ProgramUsage? {
        guard var total, total.programs > 0 else { return total }
        total.uncertain = await ProcessMemory.uncertain(clock: clock)
        return total
    }

    /// Takes up what was counted of a child that has ended, or was killed, and is still to be reaped.
    func add(_ child: pid_t) {
        var counted = cprocesses_usage()
        var isKnown = cprocesses_usage_of_ended(child, &counted) == 0
        // One that was killed has not ended in the same moment.
        for _ in 0..<Self.patience where !isKnown {
            usleep(1000)
            isKnown = cprocesses_usage_of_ended(child, &counted) == 0
        }
        usage.withLock { usage in
            guard isKnown else {
                usage = nil
                return
            }
            usage?.add(
                processor: Int(clamping: counted.processor),
                memory: Int(clamping: counted.memory)
            )
        }
    }

    #if os(Linux)
    /// For how many milliseconds a killed child may go on.
    private static let patience = 50
    #else
    private static let patience = 0
    #endif
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
        guard let counted = account.total?.counted, counted > 0 else {
            return Int(clamping: cprocesses_peak_memory())
        }
        return counted + counted / 10
    }
}
