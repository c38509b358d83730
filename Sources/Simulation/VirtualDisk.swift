internal import Workflows

/// The disk that a run's journal is on: what was written, and what a crash leaves of it.
///
/// Entries are kept as what they say: most are never read as bytes. What a fault does to one lies over it, so that the
/// pristine entry is still there to compare with.
struct VirtualDisk {
    /// What earlier processes left, all of it whole.
    private(set) var earlier: [[UInt8]]
    /// What this process wrote, and nothing acted on.
    private(set) var entries: [JournalWriter.Entry] = []
    /// What a fault left of the latest entry in the place of its bytes.
    private var overlay: [UInt8]?
    /// How many of the latest entries are not synchronised: a crash takes them.
    private var unsynced = 0

    init(_ earlier: [[UInt8]] = []) {
        self.earlier = earlier
    }

    var isEmpty: Bool { earlier.isEmpty && entries.isEmpty }

    /// Writes an entry and synchronises the disk, with it all that was not before.
    mutating func append(_ entry: JournalWriter.Entry) {
        entries.append(entry)
        unsynced = 0
    }

    /// Writes an entry that a fault acted on.
    mutating func append(_ entry: JournalWriter.Entry, disturbed passage: AppendPassage) {
        switch passage.fate {
        case .recorded, .unacknowledged: append(entry)
        case .refused: break
        case .unsynced:
            entries.append(entry)
            unsynced += 1
        case .torn, .flipped: overlay = passage.remains(of: entry.bytes)
        }
    }

    /// The bytes that the next process finds.
    var afterCrash: [[UInt8]] {
        let synced = entries.dropLast(unsynced).map(\.bytes)
        let last = overlay.map { $0.isEmpty ? [] : [$0] } ?? []
        return earlier + synced + last
    }

    /// Forgets everything; memory is kept.
    mutating func reset() {
        if !earlier.isEmpty { earlier = [] }
        entries.removeAll(keepingCapacity: true)
        overlay = nil
        unsynced = 0
    }
}
