package import Workflows

/// Gives the answer before once more.
package struct StaleAnswer: Injection {
    /// Declares the repetition.
    package init() {}

    /// Nothing happens to the first answer: there is none before it.
    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        if let earlier = answer.earlier { answer.answer.output = earlier }
    }
}

extension StaleAnswer {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "stale",
        places: [.agentOutput: .both],
        summary: "The answer is what the phase's agent answered before in the run.",
        imitates: "a proxy or a client that gives an old response to a new request",
        source: "RFC 9111, section 4.2.4",
        remedy: "check that a revised answer differs from the one that was rejected",
        decode: { _, _, _ in StaleAnswer() }
    )
}

extension FaultType {
    /// Repeats answers; see `StaleAnswer`.
    package static let stale = StaleAnswer.type
}
