/// Something that was measured and judged, as a case of a JUnit file.
struct JudgedCase {
    /// How it was judged.
    enum Outcome: Equatable {
        /// It is as it should be.
        case passed
        /// It is not, or that cannot be said and counts: what a list shows in one line.
        case failed(String)
        /// Nothing can be said, and that is passed over.
        case skipped(String)
    }

    /// The scenario that it belongs to.
    let scenario: String
    /// The scenario's file.
    let file: String
    /// The line of its declaration.
    var line: Int?
    /// Unique in its scenario: it begins with `run` or `claim`.
    let name: String
    let outcome: Outcome
    /// All that is to be said of it, in lines.
    let text: String
}
