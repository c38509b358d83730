extension CacheKey {
    /// What `cache.key` can narrow a key to.
    package enum Field: String, Sendable, CaseIterable {
        /// What the user asks for.
        case requirements
        /// The outputs of the declared inputs.
        case inputs
        /// What agents are given in addition to them, as configured.
        case context
        /// The agent's prompt.
        case prompt
        /// The agent's id, version, model, sampling parameters and declared seed; the files that are part of it.
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
        default:
            if name.hasPrefix("input ") {
                .inputs
            } else if Self.fileMarks.contains(where: name.hasPrefix) {
                .agent
            } else {
                .configuration
            }
        }
    }

    /// What the names of parts begin with that cover files of an agent's.
    private static let fileMarks = ["file ", "sources "]

    /// A part for the file that a word of an agent's command names.
    package static func file(_ word: String, _ content: Digest) -> Self {
        Self("file \(word)", content)
    }

    /// A part for all files that a pattern of an agent's names.
    package static func sources(_ pattern: String, _ contents: Digest) -> Self {
        Self("sources \(pattern)", contents)
    }
}
