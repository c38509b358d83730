internal import Synchronization

/// The words of a digest that is computed when it is first asked for.
///
/// Several tasks may ask at the same time: each that finds nothing computes the same words, and stores them.
struct LazyDigestWords: ~Copyable, Sendable {
    private let first = Atomic<UInt64>(0)
    private let second = Atomic<UInt64>(0)
    private let third = Atomic<UInt64>(0)
    private let fourth = Atomic<UInt64>(0)
    private let isKnown = Atomic<Bool>(false)

    /// The words, or those that the closure computes.
    func words(_ compute: () -> Digest.Words) -> Digest.Words {
        if isKnown.load(ordering: .acquiring) {
            return Digest.Words(
                first.load(ordering: .relaxed),
                second.load(ordering: .relaxed),
                third.load(ordering: .relaxed),
                fourth.load(ordering: .relaxed)
            )
        }
        let words = compute()
        first.store(words.first, ordering: .relaxed)
        second.store(words.second, ordering: .relaxed)
        third.store(words.third, ordering: .relaxed)
        fourth.store(words.fourth, ordering: .relaxed)
        isKnown.store(true, ordering: .releasing)
        return words
    }
}
