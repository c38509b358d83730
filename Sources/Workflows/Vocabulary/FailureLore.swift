internal import Synchronization

/// What a failure's message says, computed when it is first asked for.
///
/// Several tasks may ask at the same time: each that finds nothing computes the same, and stores it.
struct FailureLore: ~Copyable, Sendable {
    /// Microseconds; below zero if not set, `unknown` where nobody asked.
    private let wait = Atomic<Int>(Self.unknown)
    /// 0 where nobody asked.
    private let hash = Atomic<UInt64>(0)

    private static let unknown = Int.min

    /// How long to wait, or what the closure finds.
    func hint(_ find: () -> Duration?) -> Duration? {
        var microseconds = wait.load(ordering: .relaxed)
        if microseconds == Self.unknown {
            microseconds = find()?.microseconds ?? -1
            wait.store(microseconds, ordering: .relaxed)
        }
        return microseconds < 0 ? nil : .microseconds(microseconds)
    }

    /// A number for what counts of the message, or what the closure computes.
    func fingerprint(_ compute: () -> UInt64) -> UInt64 {
        var number = hash.load(ordering: .relaxed)
        if number == 0 {
            number = compute()
            hash.store(number, ordering: .relaxed)
        }
        return number
    }
}
