package import Workflows

/// What a type of fault is, for a person who chooses one.
package struct FaultDocumentation: Sendable, Equatable {
    /// The worlds in which a type acts at a failpoint.
    package enum Worlds: String, Sendable {
        /// On a virtual clock and on a real one.
        case both
        /// On a virtual clock alone.
        case virtual
        /// On a real clock alone.
        case live
    }

    /// The name in scenario files.
    package let name: String
    /// Where it acts, and in which worlds.
    package let places: [Failpoint: Worlds]
    /// Its parameters with their defaults.
    package let parameters: String
    /// The same where all are plain values; `nil` where the scenario files' own reader knows them.
    package var plain: [FaultParameter]?
    /// What it does, in a sentence.
    package let summary: String
    /// The real thing that it imitates.
    package let imitates: String
    /// What a good engine does about it.
    package let remedy: String
}
