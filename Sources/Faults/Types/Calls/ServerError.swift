internal import Shapes
package import Workflows

/// Fails a call with a status of the 5xx family.
package struct ServerError: Injection {
    /// The HTTP status, 500...599.
    package let status: Int
    private let failure: OperationFailure

    /// Declares the failure.
    package init(status: Int = 500) {
        self.status = status
        failure = OperationFailure(kind: Self.type.name, message: "status \(status)")
    }

    package func apply(to call: inout AgentCall, chance: Chance) {
        call.end(.failure(failure), .before)
    }
}

extension ServerError {
    /// What lists, files and editors know of it.
    package static let type = FaultType(
        name: "server_error",
        places: [.agentCall: .both],
        parameters: "status: 500...599 (500)",
        shape: .object([declaredStatus.field]),
        summary: "The call fails at once with this status.",
        imitates: "a provider's internal error or an overloaded gateway",
        source: "RFC 9110, section 15.6",
        remedy: "back off and try again; the request was probably not performed",
        samples: [#"{}"#, #"{"status":503}"#],
        decode: { node, _, _ in ServerError(status: node[declaredStatus] ?? 500) }
    )

    private static let declaredStatus = Key(
        "status",
        .integer(500...599),
        default: 500,
        doc: "The HTTP status."
    )
}

extension FaultType {
    /// Fails calls; see `ServerError`.
    package static let serverError = ServerError.type
}
