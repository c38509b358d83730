package import Workflows

/// Puts a Markdown fence around an answer.
package struct FencedJSON: Injection {
    /// Declares the fence.
    package init() {}

    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        let output = answer.answer.output
        answer.answer.output = output.saying("```json\n\(output.text)\n```")
    }
}

extension FencedJSON {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "fenced_json",
        places: [.agentOutput: .both],
        summary: "The answer stands between the marks of a Markdown code block: ```json.",
        imitates: "a model that formats its JSON for a reader",
        source: "https://github.com/langchain-ai/langchain (parse_json_markdown)",
        remedy: "validate with json, and ask again; or take the fence off in the agent",
        decode: { _, _, _ in FencedJSON() }
    )
}

extension FaultType {
    /// Fences answers; see `FencedJSON`.
    package static let fencedJSON = FencedJSON.type
}
