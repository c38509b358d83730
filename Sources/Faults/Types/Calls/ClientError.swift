internal import Shapes
package import Workflows

/// Fails a call with a status of the 4xx family.
package struct ClientError: Injection {
    /// The HTTP status, 400...499.
    package let status: Int
    private let failure: OperationFailure

    /// Declares the failure.
    package init(status: Int = 400) {
        self.status = status
        failure = OperationFailure(
            kind: Self.type.name,
            message: "status \(status)",
            isRetryable: Self.retryable.contains(status)
        )
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), .before)
    }

    /// Request timeout, conflict, too early and too many requests: the same request may pass later. All other statuses say
    /// that the request is wrong.
    private static let retryable: Set<Int> = [408, 409, 425, 429]
}

extension ClientError {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "client_error",
        places: [.agentCall: .both],
        parameters: "status: 400...499 (400)",
        shape: .object([declaredStatus.field]),
        summary:
            "The call fails at once with this status; 408, 409, 425 and 429 are worth another try.",
        imitates: "a provider that finds a mistake in the request",
        source: "RFC 9110, section 15.5",
        remedy: "fail at once with the cause, except for the four that may pass later",
        samples: [#"{"status":400}"#, #"{"status":404}"#, #"{"status":409}"#],
        decode: { node, _, _ in ClientError(status: node[declaredStatus] ?? 400) }
    )

    private static let declaredStatus = Key(
        "status",
        .integer(400...499),
        default: 400,
        doc: "The HTTP status."
    )
}

extension FaultType {
    /// Fails calls; see `ClientError`.
    package static let clientError = ClientError.type
}
