/// One call of an agent on its way through the failpoint `agent.call`: faults change it, then a world performs it.
package struct AgentCall: Sendable, Equatable {
    /// How a call ends.
    package enum Ending: Sendable, Equatable {
        /// As the agent ends it.
        case answer
        /// With this answer, whatever the agent did. A reference: every call has an ending, few have this one.
        indirect case given(AgentAnswer)
        /// It fails, whatever the agent did.
        case failure(OperationFailure)
        /// Nothing ever comes back.
        case never
    }

    /// On which side of the agent's work something happens.
    package enum Point: String, Sendable, CaseIterable {
        /// Before the agent begins.
        case before
        /// After its work, before its answer arrives.
        case after
    }

    /// What is waited before the agent begins.
    package private(set) var delay = Duration.zero
    /// What is waited between the agent's end and the arrival of its answer.
    package private(set) var wait = Duration.zero
    /// How it ends.
    package private(set) var ending = Ending.answer
    /// Whether the agent does its work, whatever comes of it.
    package private(set) var reachesAgent = true
    /// How many bytes of memory it holds while the agent works, beside the agent's own.
    package private(set) var held = 0

    /// A call that nothing disturbed yet.
    package init() {}

    /// Whether its end is decided: nothing that comes later can act on it.
    package var isDecided: Bool { ending != .answer }

    /// Makes it take longer.
    package mutating func add(_ time: Duration, _ point: Point) {
        switch point {
        case .before: delay = min(delay + time, .longest)
        case .after: wait = min(wait + time, .longest)
        }
    }

    /// Makes it hold memory while the agent works.
    package mutating func hold(bytes: Int) {
        held = max(0, bytes) > Int.max - held ? .max : held + max(0, bytes)
    }

    /// Decides its end: before the agent's work there is no answer, after it the agent's own answer is lost.
    package mutating func end(_ ending: Ending, _ point: Point) {
        self.ending = ending
        reachesAgent = point == .after
    }

    package static func == (left: AgentCall, right: AgentCall) -> Bool {
        left.delay == right.delay && left.wait == right.wait && left.ending == right.ending
            && left.reachesAgent == right.reachesAgent && left.held == right.held
    }
}
