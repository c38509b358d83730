/// Who an agent is, as far as its results depend on it. Scripted output and latency are not part of it.
package struct AgentIdentity: Sendable, Equatable {
    /// The agent's name.
    package let id: String
    /// The declared version.
    package let version: String
    /// The declared model.
    package let model: String
    /// Digest of the prompt.
    package let prompt: Digest
    /// The declared sampling parameters and seed, in one canonical text.
    package let sampling: String

    /// Identifies an agent.
    package init(
        id: String,
        version: String = "1",
        model: String = "",
        prompt: String = "",
        sampling: String = ""
    ) {
        self.sampling = sampling
        self.id = id
        self.version = version
        self.model = model
        self.prompt = Digest(of: prompt)
    }
}
