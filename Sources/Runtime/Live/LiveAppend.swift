internal import Workflows

/// An entry on its way to a live run's journal.
struct LiveAppend {
    let entry: JournalWriter.Entry
    let answer: Signal
    /// What faults do with it; `nil` where none acts.
    let passage: AppendPassage?
}
