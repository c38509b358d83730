package import Workflows

/// Lets an agent answer with nothing.
package struct EmptyOutput: Injection {
    /// Declares the empty answer.
    package init() {}

    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        answer.answer.output = PhaseOutput(text: "")
    }
}

extension EmptyOutput {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "empty",
        places: [.agentOutput: .both],
        summary: "The agent did its work and answers with no text and no file.",
        imitates: "a model that ends its turn without a word",
        source: "https://docs.anthropic.com/en/api/handling-stop-reasons",
        remedy: "validate outputs, and ask again",
        samples: [#"{}"#],
        decode: { _, _, _ in EmptyOutput() }
    )
}

extension FaultType {
    /// Empties answers; see `EmptyOutput`.
    package static let empty = EmptyOutput.type
}
