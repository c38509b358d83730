package import Workflows

/// An agent that is an asynchronous function; two are equal only where they are the same one.
package final class FunctionAgent: Sendable, Equatable {
    /// Answers a request, or throws why there is no answer; it says now and then that it is alive.
    package typealias Body =
        @Sendable (AgentRequest, _ showLife: @escaping @Sendable () -> Void)
        async throws(OperationFailure)
        -> AgentAnswer

    /// What it does.
    package let body: Body
    /// How long a call takes on a virtual clock, where the function itself takes no time.
    package let latency: LatencyDistribution

    /// Wraps a function.
    package init(latency: LatencyDistribution = .constant(.zero), _ body: @escaping Body) {
        self.latency = latency
        self.body = body
    }

    package static func == (left: FunctionAgent, right: FunctionAgent) -> Bool {
        left === right
    }

    /// What came of a call.
    package func result(
        _ request: AgentRequest,
        _ showLife: @escaping @Sendable () -> Void = {}
    ) async -> Result<AgentAnswer, OperationFailure> {
        do throws(OperationFailure) {
            return .success(try await body(request, showLife))
        } catch {
            return .failure(error)
        }
    }
}
