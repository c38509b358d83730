internal import Locks
package import Workflows

/// A run's journal in memory, for worlds that leave nothing on a disk.
package final class MemoryRunJournal: CrashingJournal {
    private let list: Guarded<[[UInt8]]>

    /// A journal that starts with these entries.
    package init(_ entries: [[UInt8]] = []) {
        list = Guarded(entries)
    }

    /// The entries so far.
    package var entries: [[UInt8]] { list.withLock { $0 } }

    package func readEntries() -> [[UInt8]] { entries }

    package func append(_ entry: JournalWriter.Entry) {
        append(entry, as: entry.bytes)
    }

    package func append(_ entry: JournalWriter.Entry, as bytes: [UInt8]) {
        list.withLock { $0.append(bytes) }
    }

    package func cut(from position: Int) {
        list.withLock { $0.removeSubrange(min(max(0, position), $0.count)...) }
    }
}
