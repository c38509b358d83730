package import Workflows

/// Gives an error object as if it were the answer.
package struct ErrorIn200: Injection {
    /// Declares the error.
    package init() {}

    package func apply(to answer: inout AnswerPassage, chance: Chance) {
        answer.answer.output = answer.answer.output.saying(Self.text).carrying([])
    }

    private static let text =
        #"{"error":{"message":"the provider returned an error","type":"server_error","code":502}}"#
}

extension ErrorIn200 {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "error_in_200",
        places: [.agentOutput: .both],
        summary: "The answer is an error object with status 200, and no file.",
        imitates: "a gateway that has sent its status when the provider behind it fails",
        source: "https://openrouter.ai/docs/api-reference/errors",
        remedy: "validate with json_schema: an error is no result, whatever its status",
        decode: { _, _, _ in ErrorIn200() }
    )
}

extension FaultType {
    /// Gives errors as answers; see `ErrorIn200`.
    package static let errorIn200 = ErrorIn200.type
}
