/// One transaction of a run's journal on its way through the failpoint `journal.append`.
package struct AppendPassage: Sendable {
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

    /// What is to be recorded. A class, because passages are copied often.
    private final class Content: Sendable {
        let entry: JournalWriter.Entry

        init(_ entry: JournalWriter.Entry) {
            self.entry = entry
        }
    }

    private let content: Content?
    /// What becomes of it.
    package var fate = Fate.recorded
    /// What is waited before it is written.
    package var delay = Duration.zero
    /// What is waited between its being durable and its acknowledgement.
    package var wait = Duration.zero

    /// A transaction that nothing disturbed yet.
    init(of entry: JournalWriter.Entry) {
        content = Content(entry)
    }

    /// One that nobody looks at on its way.
    package init() {
        content = nil
    }

    /// How many bytes it has. They are put together for whoever asks: most faults don't.
    package var bytes: Int { content?.entry.bytes.count ?? 0 }

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

extension AppendPassage: Equatable {
    /// Whether the same becomes of both.
    package static func == (left: AppendPassage, right: AppendPassage) -> Bool {
        left.fate == right.fate && left.delay == right.delay && left.wait == right.wait
    }
}
