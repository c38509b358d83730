package import Workflows

/// An agent that a live world can call.
package enum LiveAgent: Sendable, Equatable {
    /// One whose answers are written down.
    indirect case simulated(SimulatedAgent)
    /// A user-supplied program.
    indirect case process(ProcessAgent)
    /// A user-supplied function.
    case function(FunctionAgent)

    /// The agent, where its answers are written down.
    package var simulated: SimulatedAgent? {
        if case .simulated(let agent) = self { agent } else { nil }
    }
}

/// User-supplied work that runs next to a phase.
package enum LiveHook: Sendable, Equatable {
    /// A program.
    case process(ProcessAgent)
    /// A function.
    case function(FunctionAgent)
}

/// A validator that is a user-supplied function.
package struct LiveValidator: Sendable {
    /// The name in events and feedback; the plan may know the validator by a longer one.
    package let name: String
    /// Says what is wrong with an output; `nil` where nothing is.
    package let finding: @Sendable (PhaseOutput) async -> String?

    /// Names a function.
    package init(name: String, finding: @escaping @Sendable (PhaseOutput) async -> String?) {
        self.name = name
        self.finding = finding
    }
}
