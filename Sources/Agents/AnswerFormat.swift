/// What a process agent's output is taken for.
package enum AnswerFormat: String, Sendable, CaseIterable {
    /// An answer where it is one, text where nothing hints at one, else a failure.
    case auto
    /// An answer; anything else is a failure.
    case json
    /// Text, whatever it is.
    case text
}
