internal import Quantities
internal import Shapes
package import Workflows

/// Fails a call in a way that the user describes.
package struct DeclaredFailure: Injection {
    private let failure: OperationFailure

    /// Declares the failure.
    package init(
        kind: String,
        message: String? = nil,
        isRetryable: Bool = true,
        retryAfter: Duration? = nil
    ) {
        failure = OperationFailure(
            kind: EngineFailure.agentKind(kind),
            message: message ?? "a failure of kind \(kind)",
            retryAfter: retryAfter,
            isRetryable: isRetryable
        )
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), .before)
    }
}

extension DeclaredFailure {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "failure",
        places: [.agentCall: .both],
        parameters:
            "kind: TEXT (required), message: TEXT, retryable: BOOLEAN (true), retry_after: DURATION (none)",
        shape: .object([kind.field, message.field, isRetryable.field, retryAfter.field]),
        summary: "The call fails at once with a kind of the user's own.",
        imitates: "whatever its owner has seen happen",
        source: "the user's own logs",
        remedy: "what the kind asks for; name it in retry.non_retryable where no retry helps",
        samples: [
            #"{"kind":"declared"}"#, #"{"kind":"declared","retryable":false}"#,
            #"{"kind":"declared","retry_after":"5s"}"#,
        ],
        decode: { node, path, mistakes in
            guard let declared = node[kind] else { return nil }
            guard !declared.isEmpty, EngineFailure(rawValue: declared) == nil else {
                let own = EngineFailure.allCases.map(\.rawValue).joined(separator: ", ")
                mistakes.add(
                    node.node(kind) ?? node,
                    "\(path).kind",
                    "expected a kind that is none of the engine's own (\(own)), found \"\(declared)\""
                )
                return nil
            }
            return DeclaredFailure(
                kind: declared,
                message: node[message],
                isRetryable: node[isRetryable] ?? true,
                retryAfter: node[retryAfter]
            )
        }
    )

    private static let kind = Key(
        "kind",
        .text,
        required: true,
        example: "tool_error",
        doc: "The kind, which is none of the engine's own."
    )
    private static let message = Key(
        "message",
        .text,
        example: "the search tool answered nothing",
        doc: "What happened, for a person."
    )
    private static let isRetryable = Key(
        "retryable",
        .boolean,
        default: true,
        doc: "Whether another attempt could succeed."
    )
    private static let retryAfter = Key(
        "retry_after",
        .duration(),
        doc: "How long it asks to be left alone."
    )
}

extension FaultType {
    /// Fails calls as declared; see `DeclaredFailure`.
    package static let failure = DeclaredFailure.type
}
