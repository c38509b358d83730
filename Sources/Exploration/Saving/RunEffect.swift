package import Workflows

/// What an agent did to the world, in one of a scenario's runs.
package struct RunEffect: Sendable {
    /// The run's id.
    package let run: String
    /// What became of it.
    package let entry: EffectEntry
}
