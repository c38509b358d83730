/// A place where a fault can act: a host asks for faults there, each time that something passes it.
package enum Failpoint: String, Sendable, CaseIterable {
    /// The call of an agent, on its way there and back; an `AgentCall` passes it.
    case agentCall = "agent.call"

    /// The kind of value that passes a failpoint. A type of fault has one way to act on each kind.
    package enum Passage: String, Sendable {
        /// `AgentCall`.
        case call
    }

    private static let words = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, Chance.Word($0.rawValue)) }
    )

    /// The name as draws of chance know it.
    var word: Chance.Word { Self.words[self] ?? Chance.Word(rawValue) }

    /// What passes it.
    package var passage: Passage {
        switch self {
        case .agentCall: .call
        }
    }

    /// What a visit of it is, in the words of reports.
    package var visit: String {
        switch self {
        case .agentCall: "call"
        }
    }
}
