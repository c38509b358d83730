internal import Shapes

/// A kind of agent, as a scenario declares it.
package enum AgentKind: String, CaseIterable, Sendable {
    /// Its answers are written down.
    case simulated
    /// It is a user-supplied program.
    case process

    /// The keys that it takes, in the order of the schema.
    package var parameters: [String] {
        let shape = self == .simulated ? SimulatedKeys.shape : ProcessKeys.shape
        guard case .object(let fields, _) = shape else { return [] }
        return fields.map(\.key)
    }

    /// What it is, in a line.
    package var summary: String {
        switch self {
        case .simulated: "answers that are written down"
        case .process: "a program of yours: one JSON request in, text or one JSON object out"
        }
    }
}
