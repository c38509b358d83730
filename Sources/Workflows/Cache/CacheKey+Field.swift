extension CacheKey {
    /// What `cache.key` can narrow a key to.
    package enum Field: String, Sendable, CaseIterable {
        /// What the user asks for.
        case requirements
        /// The outputs of the declared inputs.
        case inputs
        /// What agents are told beside them, as configured.
        case context
        /// The agent's prompt.
        case prompt
        /// The agent's id, version, model, sampling parameters and declared seed.
        case agent
        /// The agent's configuration, the validators, the epoch.
        case configuration
        /// What an agent takes from the environment.
        case environment
    }
}

extension CacheKey.Part {
    /// What the part belongs to.
    package var field: CacheKey.Field {
        switch name {
        case "requirements": .requirements
        case "context": .context
        case "prompt": .prompt
        case "environment": .environment
        case "agent", "agent version", "model", "sampling": .agent
        default: name.hasPrefix("input ") ? .inputs : .configuration
        }
    }
}
