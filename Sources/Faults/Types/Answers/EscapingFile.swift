package import Workflows

/// Adds a file to an answer that would be outside the workspace.
package struct EscapingFile: Injection {
    /// Declares the file.
    package init() {}

    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        let output = answer.answer.output
        answer.answer.output = output.carrying(output.files + [Self.file])
    }

    private static let file = PhaseOutput.File(path: "../escaped.txt", text: "outside\n")
}

extension EscapingFile {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "path_escape",
        places: [.agentOutput: .both],
        summary: "The answer has one file more: ../escaped.txt, which is outside the workspace.",
        imitates: "a model that was talked into writing elsewhere, or an archive with such names",
        source: "https://cwe.mitre.org/data/definitions/22.html (path traversal)",
        remedy: "refuse the answer as a whole, and write none of it",
        decode: { _, _, _ in EscapingFile() }
    )
}

extension FaultType {
    /// Adds files outside; see `EscapingFile`.
    package static let pathEscape = EscapingFile.type
}
