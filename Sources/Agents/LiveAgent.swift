package import Workflows

/// An agent that a live world can call.
package enum LiveAgent: Sendable, Equatable {
    /// One whose answers are written down.
    indirect case simulated(SimulatedAgent)
    /// A program of the user's.
    indirect case process(ProcessAgent)
    /// A function of the user's.
    case function(FunctionAgent)

    /// The agent, where its answers are written down.
    package var simulated: SimulatedAgent? {
        if case .simulated(let agent) = self { agent } else { nil }
    }
}

/// An agent that is an asynchronous function; two are equal only where they are the same one.
package final class FunctionAgent: Sendable, Equatable {
    /// Answers a request, or throws why there is no answer; it says now and then that it is alive.
    package typealias Body =
        @Sendable (AgentRequest, _ showLife: @escaping @Sendable () -> Void)
        async throws(AgentFailure)
        -> AgentAnswer

    /// What it does.
    package let body: Body

    /// Wraps a function.
    package init(_ body: @escaping Body) {
        self.body = body
    }

    package static func == (left: FunctionAgent, right: FunctionAgent) -> Bool {
        left === right
    }
}

/// What of the user's runs beside a phase.
package enum LiveHook: Sendable, Equatable {
    /// A program.
    case process(ProcessAgent)
    /// A function.
    case function(FunctionAgent)
}

/// A validator that is a function of the user's.
package struct LiveValidator: Sendable {
    /// The name that reports bear, which the plan's validator has too.
    package let name: String
    /// Says what is wrong with an output; `nil` where nothing is.
    package let finding: @Sendable (PhaseOutput) async -> String?

    /// Names a function.
    package init(name: String, finding: @escaping @Sendable (PhaseOutput) async -> String?) {
        self.name = name
        self.finding = finding
    }
}
