/// Something in a workflow's declaration that keeps it from running.
public struct WorkflowMistake: Sendable, Equatable, CustomStringConvertible {
    /// Where: `phase outline: retry.maxAttempts`.
    public let place: String
    /// What was expected, and what was found.
    public let message: String

    /// `place: message`.
    public var description: String { "\(place): \(message)" }
}
