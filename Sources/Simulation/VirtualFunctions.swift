package import Agents
package import Workflows

/// The parts of a virtual run that user-supplied asynchronous functions do: they are called while time is stopped.
package struct VirtualFunctions: Sendable {
    /// A validator: its name in events, and what says what is wrong with an output; `nil` where nothing is.
    package typealias Check = (name: String, finding: @Sendable (PhaseOutput) async -> String?)

    /// The agents, by the names that the plan's phases call them.
    package var agents: [String: FunctionAgent]
    /// What runs next to phases.
    package var hooks: [PhaseID: [PhaseHook: FunctionAgent]] = [:]
    /// The user's own validators, by the names that the plan has for them.
    package var validators: [String: Check] = [:]

    /// Functions that are agents.
    package init(agents: [String: FunctionAgent]) {
        self.agents = agents
    }
}

/// Something that a virtual run asks a function.
enum VirtualQuestion {
    case call(run: Int, CallID, AgentCall, FunctionAgent)
    case hook(run: Int, TurnID, PhaseHook, FunctionAgent)
    case validation(run: Int, TurnID, PhaseOutput, [ValidationFinding])
    /// An entry to be kept outside the world; nobody waits for a run's last.
    case entry(run: Int, JournalWriter.Entry, answer: Signal?, passage: AppendPassage? = nil)

    /// The run's place.
    var run: Int {
        switch self {
        case .call(let run, _, _, _), .hook(let run, _, _, _), .validation(let run, _, _, _),
            .entry(let run, _, _, _):
            run
        }
    }

    /// Whether it is this call of a run.
    func isCall(_ id: CallID, run: Int) -> Bool {
        if case .call(run, id, _, _) = self { true } else { false }
    }
}
