internal import Locks
internal import Workflows

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// The memory of this process, and who is at work in it.
final class OwnMemory: Sendable {
    static let shared = OwnMemory()

    /// One function at work.
    struct Stay: Sendable {
        /// How many had begun by then, itself included.
        let number: Int
        /// What the process had, in bytes; `nil` where others were at work, or where nobody can say.
        let before: Int?
        let isAlone: Bool
    }

    private struct State {
        var entered = 0
        var atWork = 0
    }

    private let state = Guarded(State())
    private let files: OwnFiles? = OwnFiles()

    private init() {}

    /// A function is about to begin.
    func enter() -> Stay {
        state.withLock { state in
            state.entered += 1
            state.atWork += 1
            let isAlone = state.atWork == 1
            return Stay(
                number: state.entered,
                before: isAlone ? files?.reset() : nil,
                isAlone: isAlone
            )
        }
    }

    /// A function is over; gives what it took.
    func leave(_ stay: Stay) -> MemoryUse? {
        state.withLock { state in
            state.atWork -= 1
            return use(since: stay, entered: state.entered)
        }
    }

    /// What a function has taken that is still at work.
    func use(since stay: Stay) -> MemoryUse? {
        state.withLock { use(since: stay, entered: $0.entered) }
    }

    private func use(since stay: Stay, entered: Int) -> MemoryUse? {
        guard stay.isAlone, entered == stay.number else { return .shared }
        guard let before = stay.before, let most = files?.highWater else { return nil }
        return .bytes(max(0, most - before))
    }
}

/// The kernel's files of this process, which stay open: opening them takes longer than what is written and read.
private struct OwnFiles: Sendable {
    #if os(Linux)
    private let status: Int32
    private let statm: Int32
    private let references: Int32

    /// `nil` where the kernel refuses.
    init?() {
        status = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        statm = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        references = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        guard status >= 0, statm >= 0, references >= 0 else {
            for file in [status, statm, references] where file >= 0 { close(file) }
            return nil
        }
    }

    /// Sets the most that the process had to what it has, and gives that, in bytes (proc(5), `clear_refs`).
    func reset() -> Int? {
        guard pwrite(references, "5", 1, 0) == 1 else { return nil }
        return resident
    }

    /// The most that the process had since then, in bytes.
    var highWater: Int? { ProcessStatus(file: status)?.highWater }

    /// The second number of `statm`, in pages.
    private var resident: Int? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
            let count = pread(statm, text.baseAddress, text.count - 1, 0)
            guard count > 0, let start = text.baseAddress else { return nil }
            text[count] = 0
            var end: UnsafeMutablePointer<CChar>?
            _ = strtol(start, &end, 10)
            guard let end else { return nil }
            let pages = strtol(end, nil, 10)
            let (bytes, overflows) = pages.multipliedReportingOverflow(by: Int(getpagesize()))
            return overflows ? nil : bytes
        }
    }
    #else
    init?() { return nil }

    func reset() -> Int? { nil }

    var highWater: Int? { nil }
    #endif
}
