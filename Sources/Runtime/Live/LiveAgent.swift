package import Agents

/// An agent that a live world can call.
package enum LiveAgent: Sendable, Equatable {
    /// One whose answers are written down.
    case simulated(SimulatedAgent)
    /// A program of the user's.
    case process(ProcessAgent)
}
