internal import Workflows

/// A journal in memory that keeps entries as what they say: most are never read as bytes.
struct VirtualJournal: Sendable {
    /// Entries that came as bytes.
    private var encoded: [[UInt8]]
    private var entries: [JournalWriter.Entry] = []

    init(_ encoded: [[UInt8]]) {
        self.encoded = encoded
    }

    var bytes: [[UInt8]] { encoded + entries.map(\.bytes) }

    /// Appends what a run recorded that was resumed after so many entries.
    mutating func append(_ more: [JournalWriter.Entry], after count: Int) {
        if count < encoded.count { encoded.removeSubrange(count...) }
        let kept = max(0, count - encoded.count)
        if kept < entries.count { entries.removeSubrange(kept...) }
        entries += more
    }
}
