internal import Agents
public import Workflows

/// An agent that is a function of its request, and says how long it would take.
///
/// In an engine on a virtual clock a call takes this long at once; in a live one the engine waits.
///
/// ```swift
/// let plan = Phase("plan", agent: .simulated(taking: .uniform(.seconds(2)...(.seconds(9)))) { request in
///     "a plan for \(request.requirements)"
/// })
/// ```
public struct SimulatedAgent: Agent {
    /// How long a call takes.
    public let latency: Latency
    private let answer: @Sendable (AgentRequest) throws -> AgentAnswer

    /// Makes an agent of a function.
    public init(
        taking latency: Latency = .constant(.zero),
        answer: @escaping @Sendable (AgentRequest) throws -> AgentAnswer
    ) {
        self.latency = latency
        self.answer = answer
    }

    /// Calls the function, and waits for nothing: whoever calls the agent waits.
    public func perform(_ request: AgentRequest) async throws -> AgentAnswer {
        try answer(request)
    }
}

extension SimulatedAgent {
    /// How long a call takes: always the same, or drawn from the engine's seed for each attempt.
    public enum Latency: Sendable, Equatable {
        /// Always this long.
        case constant(Duration)
        /// Every time in the range equally likely.
        case uniform(ClosedRange<Duration>)
        /// As calls of models are: most near the median, one in ten beyond the 90th percentile.
        case lognormal(median: Duration, p90: Duration)
    }

    /// The distribution, with negative times as none.
    var distribution: LatencyDistribution {
        let bounded = { (time: Duration) in min(max(.zero, time), .longest) }
        return switch latency {
        case .constant(let time): .constant(bounded(time))
        case .uniform(let range):
            .uniform(min: bounded(range.lowerBound), max: bounded(range.upperBound))
        case .lognormal(let median, let p90):
            .lognormal(median: bounded(median), p90: max(bounded(median), bounded(p90)))
        }
    }
}

extension Agent where Self == SimulatedAgent {
    /// An agent that is a function of its request, and says how long it would take.
    public static func simulated(
        taking latency: SimulatedAgent.Latency = .constant(.zero),
        answer: @escaping @Sendable (AgentRequest) throws -> AgentAnswer
    ) -> SimulatedAgent {
        SimulatedAgent(taking: latency, answer: answer)
    }
}
