/// No execution of a scenario with this name, or in a file with this path, is in the history.
struct UnknownHistory: Error, CustomStringConvertible {
    let scenario: String
    let state: String

    var description: String {
        "the history in \(state) has no scenario and no file called \(scenario)"
    }
}
