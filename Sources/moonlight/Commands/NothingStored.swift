internal import Foundation

/// Stored runs were asked for where none was ever stored.
struct NothingStored: Error, CustomStringConvertible {
    let state: String

    /// Throws where a state folder has no journal, which the first run makes.
    static func check(_ state: String) throws {
        guard FileManager.default.fileExists(atPath: "\(state)/journal.sqlite") else {
            throw NothingStored(state: state)
        }
    }

    var description: String {
        "nothing was run yet: \(state) has no stored run; moonlight run stores them"
    }
}
