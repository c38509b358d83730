package import Workflows

/// What a fault injects. One file each; this list shows all there are.
package enum FaultType: Sendable, Equatable {
    /// The service refuses, because it was asked too often.
    case rateLimit(RateLimit)
    /// The service fails.
    case serverError(ServerError)
    /// The answer comes later.
    case latency(AddedLatency)
    /// The answer never comes.
    case hang(Hang)
    /// The call ends as a program's owner wrote down; in no list, for no file can name it.
    indirect case given(GivenEnding)
    /// The agent dies.
    case crash(Crash)

    /// The documentation of every type, in the order in which a list shows them.
    package static let all = [
        RateLimit.documentation, ServerError.documentation, AddedLatency.documentation,
        Hang.documentation, Crash.documentation,
    ]

    /// Makes a type whose parameters are all plain; `nil` for the name of another.
    package init?(_ name: String, _ arguments: FaultArguments) {
        switch name {
        case ServerError.name: self = .serverError(ServerError(arguments))
        case Hang.name: self = .hang(Hang(arguments))
        case Crash.name: self = .crash(Crash(arguments))
        default: return nil
        }
    }

    /// The types that act at a failpoint.
    package static func all(at failpoint: Failpoint) -> [FaultDocumentation] {
        all.filter { $0.places[failpoint] != nil }
    }

    /// What the type is, for lists and for editors.
    package var documentation: FaultDocumentation {
        switch self {
        case .rateLimit: RateLimit.documentation
        case .serverError: ServerError.documentation
        case .latency: AddedLatency.documentation
        case .given: GivenEnding.documentation
        case .hang: Hang.documentation
        case .crash: Crash.documentation
        }
    }

    /// The name that scenario files and events use.
    package var name: String {
        switch self {
        case .rateLimit: RateLimit.name
        case .serverError: ServerError.name
        case .latency: AddedLatency.name
        case .given(let ending): ending.name
        case .hang: Hang.name
        case .crash: Crash.name
        }
    }

    /// On which side of the agent's work it acts; refusals come before.
    package var point: AgentCall.Point {
        switch self {
        case .rateLimit, .serverError: .before
        case .latency(let latency): latency.point
        case .hang(let hang): hang.point
        case .crash(let crash): crash.point
        case .given: .before
        }
    }

    /// The chance of what a type draws itself, below that of its firing.
    static let chance = Chance.Word("effect")

    /// Acts on what passes a failpoint where the type acts. Chance is that of this firing alone.
    func act(on passage: inout Passage, chance: Chance) {
        switch passage {
        case .call(var call):
            act(on: &call, chance: chance)
            passage = .call(call)
        }
    }

    private func act(on call: inout AgentCall, chance: Chance) {
        switch self {
        case .rateLimit(let type): type.apply(to: &call)
        case .serverError(let type): type.apply(to: &call)
        case .latency(let type): type.apply(to: &call, chance: chance)
        case .given(let type): type.apply(to: &call)
        case .hang(let type): type.apply(to: &call)
        case .crash(let type): type.apply(to: &call)
        }
    }
}
