/// A run's journal that is opened, on its way through the failpoint `journal.read`.
package struct JournalPassage: Sendable, Equatable {
    /// Its entries, as they will be read.
    package var entries: [[UInt8]]
    /// Why it cannot be read, if it cannot.
    package var failure: OperationFailure?

    /// A journal that nothing disturbed yet.
    package init(_ entries: [[UInt8]]) {
        self.entries = entries
    }

    /// Whether its end is decided.
    package var isDecided: Bool { failure != nil }
}
