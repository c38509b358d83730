internal import Workflows

/// An entry on its way to the disk. They are recorded in their order, and answered in it.
struct PendingAppend {
    let entry: JournalWriter.Entry
    let answer: Signal
    let passage: AppendPassage
    /// Whether it is written, and only its acknowledgement is still to come.
    var isWritten = false
}
