package import Workflows

/// Cuts the end of a journal off: how much of its last entry, is drawn.
package struct TruncatedTail: Injection {
    /// Declares the cut.
    package init() {}

    package func apply(to journal: inout JournalPassage, chance: Chance) {
        guard let last = journal.entries.last, last.count > 1 else { return }
        // Something is left of it: a file that ends between two entries is whole.
        let count = 1 + min(last.count - 2, Int(chance.uniform() * Double(last.count - 1)))
        journal.entries[journal.entries.count - 1] = Array(last.prefix(count))
    }
}

extension TruncatedTail {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "truncated_tail",
        places: [.journalRead: .both],
        summary: "The last entry of the journal is cut somewhere.",
        imitates: "a file that lost its end with the machine",
        source: "https://www.sqlite.org/atomiccommit.html",
        remedy: "cut the torn tail, say so, and do again what it recorded",
        decode: { _, _, _ in TruncatedTail() }
    )
}

extension FaultType {
    /// Cuts journals; see `TruncatedTail`.
    package static let truncatedTail = TruncatedTail.type
}
