/// One transaction of a run's journal on its way through the failpoint `journal.append`.
package struct AppendPassage: Sendable, Equatable {
    /// What becomes of a transaction.
    package enum Fate: Sendable, Equatable {
        /// It is recorded.
        case recorded
        /// Nothing of it is recorded, and that is reported.
        case refused(OperationFailure)
        /// It is recorded, and reported as failed.
        case unacknowledged(OperationFailure)
        /// So many bytes of it are written; then the process dies.
        case torn(bytes: Int)
        /// It is written with this bit inverted, counted from its first; then the process dies.
        case flipped(bit: Int)
        /// It is acknowledged, and lost at once when the process dies, as all since the last real synchronisation.
        case unsynced
    }

    /// How many bytes it has.
    package let bytes: Int
    /// What becomes of it.
    package var fate = Fate.recorded
    /// What is waited before it is written.
    package var delay = Duration.zero
    /// What is waited between its being durable and its acknowledgement.
    package var wait = Duration.zero

    /// A transaction that nothing disturbed yet.
    package init(bytes: Int) {
        self.bytes = bytes
    }

    /// The bytes that the disk has of an entry, where the process dies over it.
    package func remains(of bytes: [UInt8]) -> [UInt8] {
        switch fate {
        case .torn(let count): return Array(bytes.prefix(min(count, bytes.count - 1)))
        case .flipped(let bit):
            var bytes = bytes
            let place = bit / 8 % max(1, bytes.count)
            if !bytes.isEmpty { bytes[place] ^= 1 << UInt8(bit % 8) }
            return bytes
        case .refused, .unsynced: return []
        case .recorded, .unacknowledged: return bytes
        }
    }

    /// Whether its end is decided.
    package var isDecided: Bool { fate != .recorded }
}
