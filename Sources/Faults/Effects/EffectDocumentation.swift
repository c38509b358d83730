/// What an effect is, for a person who chooses one.
package struct EffectDocumentation: Sendable, Equatable {
    /// The name in scenario files.
    package let name: String
    /// Its parameters with their defaults.
    package let parameters: String
    /// What it does, in a sentence.
    package let summary: String
    /// The real thing that it imitates.
    package let imitates: String
    /// What a good engine does about it.
    package let remedy: String
}
