internal import Agents
internal import Workflows

/// A program or a function that runs next to a phase.
enum ProcessOrFunction: Sendable {
    case process(ProcessCall, WorkspaceStay)
    case function(FunctionAgent, AgentRequest)
}
