/// An event of a run on its way through the failpoint `process`: what happens to the processes of the run after it.
package struct ProcessPassage: Sendable, Equatable {
    /// What happens.
    package enum Harm: Sendable, Equatable {
        /// Nothing.
        case none
        /// The engine's process dies, and the run is resumed at once.
        case death
        /// The engine's process stops for a time.
        case pause(Duration)
        /// The group of the phase's agent gets a signal, and after a while, if that is not its end, SIGKILL.
        case signal(ProcessSignal, grace: Duration)
    }

    /// Whether an agent is at work for the phase that the event is about.
    package let isAgentAtWork: Bool
    /// What happens.
    package var harm = Harm.none

    /// An event that nothing disturbed yet.
    package init(isAgentAtWork: Bool = false) {
        self.isAgentAtWork = isAgentAtWork
    }

    /// Whether its end is decided.
    package var isDecided: Bool { harm != .none }
}
