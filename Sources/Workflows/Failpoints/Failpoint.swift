/// A place where a fault can act: a host asks for faults there, each time that something passes it.
package enum Failpoint: String, Sendable, CaseIterable {
    /// The call of an agent, on its way there and back; a `Passage.call` passes it.
    case agentCall = "agent.call"

    private static let words = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0, Chance.Word($0.rawValue)) }
    )

    /// The name as draws of chance know it.
    var word: Chance.Word { Self.words[self] ?? Chance.Word(rawValue) }

    /// What a visit of it is, in the words of reports.
    package var visit: String {
        switch self {
        case .agentCall: "call"
        }
    }

    /// The place among all failpoints.
    package var place: Int {
        switch self {
        case .agentCall: 0
        }
    }
}

/// What passes a failpoint: faults change it, then a host acts by it. A type of fault has one way to act on each kind.
package enum Passage: Sendable, Equatable {
    /// The call of an agent.
    case call(AgentCall)

    /// Whether its end is decided: nothing that comes later can act on it.
    package var isDecided: Bool {
        switch self {
        case .call(let call): call.isDecided
        }
    }
}
