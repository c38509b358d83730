package import Workflows

/// What a fault does to a call. One file each; this list shows all there are.
package enum Effect: Sendable, Equatable {
    /// The service refuses, because it was asked too often.
    case rateLimit(RateLimit)
    /// The service fails.
    case serverError(ServerError)
    /// The answer comes later.
    case latency(AddedLatency)
    /// The answer never comes.
    case hang(Hang)
    /// The agent dies.
    case crash(Crash)

    /// The name that scenario files and events use.
    package var name: String { documentation.name }

    /// What the effect is, for lists and for editors.
    package var documentation: EffectDocumentation {
        switch self {
        case .rateLimit: RateLimit.documentation
        case .serverError: ServerError.documentation
        case .latency: AddedLatency.documentation
        case .hang: Hang.documentation
        case .crash: Crash.documentation
        }
    }

    /// The documentation of every effect, in the order in which a list shows them.
    package static let all = [
        RateLimit.documentation, ServerError.documentation, AddedLatency.documentation,
        Hang.documentation, Crash.documentation,
    ]

    /// Whether the agent is still called when this acts.
    package var reachesAgent: Bool {
        switch self {
        case .rateLimit, .serverError, .hang: false
        case .latency: true
        case .crash(let crash): crash.point == .after
        }
    }

    /// Acts on a call. Chance is that of this firing alone.
    package func apply(to call: inout AgentCall, chance: Chance) {
        switch self {
        case .rateLimit(let effect): effect.apply(to: &call)
        case .serverError(let effect): effect.apply(to: &call)
        case .latency(let effect): effect.apply(to: &call, chance: chance)
        case .hang(let effect): effect.apply(to: &call)
        case .crash(let effect): effect.apply(to: &call)
        }
    }
}
