/// What an agent gave, and what it used up.
package struct AgentAnswer: Sendable, Equatable {
    /// The output.
    package var output: PhaseOutput
    /// What it used up, where the agent says.
    package var usage: Usage

    /// Makes an answer.
    package init(
        output: PhaseOutput,
        tokens: Int? = nil,
        costMicros: Int? = nil,
        calls: Int = 1
    ) {
        self.output = output
        usage = Usage(
            tokens: tokens,
            costMicros: costMicros,
            calls: calls == 1 ? nil : calls
        )
    }

    /// Makes an answer of which it is written down what it uses up.
    package init(output: PhaseOutput, usage: Usage) {
        self.output = output
        self.usage = usage
    }

    /// Tokens used, where the agent says.
    package var tokens: Int? { usage.tokens }
    /// Cost in millionths of the user's currency unit, where the agent says.
    package var costMicros: Int? { usage.costMicros }
    /// How many calls of its own the agent made; each counts as an attempt.
    package var calls: Int { usage.calls ?? 1 }
}

/// One call of an agent on its way through the failpoint `agent.call`: effects change it.
package struct AgentCall: Sendable, Equatable {
    /// How a call ends.
    package enum Ending: Sendable, Equatable {
        /// The agent answers.
        case answer(AgentAnswer)
        /// The call fails.
        case failure(AgentFailure)
        /// Nothing ever comes back.
        case never
        /// A live agent has yet to be called; `then` is a failure that replaces its answer.
        case live(then: AgentFailure?)
    }

    /// How long the agent takes; the only time that `time_scale` scales.
    package var latency: Duration
    /// What faults add to it.
    package var injectedLatency: Duration
    /// How it ends.
    package var ending: Ending
    /// How many signs of life it gives before its end, evenly spread over its latency.
    package var frames = 0
    /// Whether it never reached the agent.
    package private(set) var isRefused = false

    /// Whether anything is waited for before it ends.
    package var takesTime: Bool { frames > 0 || latency + injectedLatency > .zero }

    /// Describes a call.
    package init(latency: Duration, injectedLatency: Duration = .zero, ending: Ending) {
        self.latency = latency
        self.injectedLatency = injectedLatency
        self.ending = ending
    }

    /// Makes the call fail before it reaches the agent, at once.
    ///
    /// Whatever delays were added are gone with it, and later ones find no call to delay.
    package mutating func refuse(_ failure: AgentFailure) {
        latency = .zero
        injectedLatency = .zero
        isRefused = true
        ending = .failure(failure)
    }
}
