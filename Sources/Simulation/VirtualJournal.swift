internal import Workflows

/// A journal in memory that keeps entries as what they say: most are never read as bytes.
package struct VirtualJournal: Sendable {
    /// Entries that came as bytes.
    private var encoded: [[UInt8]]
    private var entries: [JournalWriter.Entry] = []

    /// A journal with these entries.
    package init(_ encoded: [[UInt8]] = []) {
        self.encoded = encoded
    }

    /// Whether nothing was recorded.
    package var isEmpty: Bool { encoded.isEmpty && entries.isEmpty }

    /// The bytes of each entry, put together now.
    package var bytes: [[UInt8]] { encoded + entries.map { $0.bytes } }

    /// About how many bytes that are.
    package var size: Int {
        encoded.reduce(0) { $0 + $1.count } + entries.reduce(0) { $0 + $1.size }
    }

    /// Appends what a run recorded that was resumed after so many entries.
    mutating func append(_ more: [JournalWriter.Entry], after count: Int) {
        if count < encoded.count { encoded.removeSubrange(count...) }
        let kept = max(0, count - encoded.count)
        if kept < entries.count { entries.removeSubrange(kept...) }
        entries += more
    }
}
