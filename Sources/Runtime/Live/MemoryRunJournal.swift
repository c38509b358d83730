internal import Locks
package import Workflows

/// A run's journal in memory, for worlds that leave nothing on a disk.
package final class MemoryRunJournal: RunJournal {
    private let list: Guarded<[[UInt8]]>

    /// A journal that starts with these entries.
    package init(_ entries: [[UInt8]] = []) {
        list = Guarded(entries)
    }

    /// The entries so far.
    package var entries: [[UInt8]] { list.withLock { $0 } }

    package func append(_ entry: JournalWriter.Entry) {
        list.withLock { $0.append(entry.bytes) }
    }
}
