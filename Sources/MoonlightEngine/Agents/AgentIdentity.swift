/// Who an agent is, as far as its answers depend on it.
///
/// The engine cannot see what a function does. Say so here when that changes: results of another identity are not
/// taken from the cache, and a run whose committed phases had another identity is not resumed.
public struct AgentIdentity: Sendable, Equatable {
    /// The version of the agent's code; `1` by default.
    public var version: String
    /// The model that it asks; none by default.
    public var model: String
    /// Its prompt, or the template of it; none by default.
    public var prompt: String
    /// Its sampling parameters and seed, in one text; none by default.
    public var sampling: String

    /// Identifies an agent.
    public init(
        version: String = "1",
        model: String = "",
        prompt: String = "",
        sampling: String = ""
    ) {
        self.version = version
        self.model = model
        self.prompt = prompt
        self.sampling = sampling
    }
}
