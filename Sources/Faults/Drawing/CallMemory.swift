package import Workflows

/// What a fault remembers of the calls before: most have nothing to remember.
package struct CallMemory: Sendable, Equatable {
    /// What was used at a time of the world.
    struct Use: Sendable, Equatable {
        let time: Duration
        let requests: Int
        let tokens: Int
    }

    /// An agent in one run, whatever its life.
    struct AgentOfRun: Sendable, Hashable {
        let agent: String
        let run: String
        let repetition: Int
    }

    /// What was used lately, in the order in which it became known.
    var uses: [Use] = []
    /// The calls of which it is not known yet what they use.
    var unknown: Set<Site.Key> = []
    /// The agents that get no answer any more.
    var exhausted: Set<AgentOfRun> = []

    /// Nothing happened.
    package init() {}

    /// Takes up what a call used that was admitted before.
    mutating func note(_ tokens: Int, of call: Site.Key, at time: Duration) {
        guard unknown.remove(call) != nil else { return }
        uses.append(Use(time: time, requests: 0, tokens: max(0, tokens)))
    }
}

/// A call as a type sees it that remembers calls.
package struct RememberedCall: Sendable {
    /// Why the fault is asked.
    package enum Cause: Sendable, Equatable {
        /// The selectors chose the call.
        case chosen
        /// They did not, but what the fault remembers may concern it.
        case passing
        /// A script says that the fault fires here, with what it told to wait.
        case scripted(wait: Duration?)
    }

    /// The site.
    package let site: Site
    /// The agent that is called.
    package let agent: String
    /// Why the fault is asked.
    package let cause: Cause

    /// The time since the start of the world.
    var time: Duration { site.startedAt + site.time }

    var agentOfRun: CallMemory.AgentOfRun {
        .init(agent: agent, run: site.run.name, repetition: site.run.repetition)
    }
}
