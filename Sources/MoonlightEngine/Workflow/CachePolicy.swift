internal import Workflows

/// Whether and how a phase's results are kept for other runs.
///
/// Off by default: the engine cannot see what an agent's code does, only its ``AgentIdentity``. Runs that want the
/// same result at the same time wait for the first of them.
public struct CachePolicy: Sendable, Equatable {
    /// A part that a key can be narrowed to.
    public enum KeyField: Sendable, CaseIterable {
        /// What the user asks for.
        case requirements
        /// The outputs of the declared inputs.
        case inputs
        /// The context's budget.
        case context
        /// The agent's prompt.
        case prompt
        /// The agent's version, model and sampling parameters.
        case agent
        /// The workflow's name, the validators, the epoch.
        case configuration
    }

    /// Whether results are looked up and kept; they are not by default.
    public var isEnabled = false
    /// How long a result stays valid after its commit; forever by default.
    public var timeToLive: Duration?
    /// The parts that the key is narrowed to; all by default. What is left out can change without a miss.
    public var key: Set<KeyField>?
    /// The words by which ``Engine/invalidate(tag:)`` forgets the results.
    public var tags: Set<String> = []
    /// A number that is part of the key: another one misses everywhere.
    public var epoch = 0

    /// The documented defaults: nothing is kept.
    public init() {}

    /// A policy that keeps results: for so long, and with these tags.
    public static func on(timeToLive: Duration? = nil, tags: Set<String> = []) -> CachePolicy {
        var policy = CachePolicy()
        policy.isEnabled = true
        policy.timeToLive = timeToLive
        policy.tags = tags
        return policy
    }
}

extension CachePolicy.KeyField {
    var planned: CacheKey.Field {
        switch self {
        case .requirements: .requirements
        case .inputs: .inputs
        case .context: .context
        case .prompt: .prompt
        case .agent: .agent
        case .configuration: .configuration
        }
    }
}
