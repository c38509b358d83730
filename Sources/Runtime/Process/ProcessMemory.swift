internal import Agents
internal import CProcesses
internal import Workflows

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

extension ProgramAccount {
    /// The sum so far with what is uncertain about it.
    func measured(_ clock: ContinuousClock) async -> ProgramUsage {
        var total = total
        guard total.programs > 0 else { return total }
        total.uncertain = await ProcessMemory.uncertain(clock: clock)
        return total
    }
}
