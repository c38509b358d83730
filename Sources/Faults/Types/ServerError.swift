internal import Workflows

/// Fails a call with a status of the 5xx family.
package struct ServerError: Sendable, Equatable {
    /// The HTTP status, 500...599.
    package let status: Int
    private let failure: AgentFailure

    /// Declares the failure.
    package init(status: Int = 500) {
        self.status = status
        failure = AgentFailure(kind: Self.name, message: "status \(status)")
    }

    init(_ arguments: FaultArguments) {
        self.init(status: arguments.integer("status") ?? 500)
    }

    static let name = "server_error"
    static let documentation = FaultDocumentation(
        name: name,
        places: [.agentCall: .both],
        parameters: "status: 500...599 (500)",
        plain: [
            FaultParameter(
                name: "status",
                kind: .integer(500...599),
                usual: "500",
                summary: "The HTTP status."
            )
        ],
        summary: "The call fails at once with this status.",
        imitates: "a provider's internal error or an overloaded gateway",
        remedy: "back off and try again; the request was probably not performed"
    )

    func apply(to call: inout AgentCall) {
        call.end(.failure(failure), .before)
    }
}
