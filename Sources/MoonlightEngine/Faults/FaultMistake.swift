/// Why there is no such fault: an unknown type, a parameter that it does not have, or a place where it does not act.
public struct FaultMistake: Error, Sendable, Equatable, CustomStringConvertible {
    /// The type, as it was asked for.
    public let type: String
    /// What was expected, and what was found.
    public let message: String

    /// The mistake in words for a person.
    public var description: String { "fault \(type): \(message)" }
}
