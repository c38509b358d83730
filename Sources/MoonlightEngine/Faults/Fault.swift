internal import Faults
public import Workflows

/// A failure that an engine injects into its runs, to see what they make of it.
///
/// Faults are given to an engine, live or virtual, and count over all its runs. A phase's compensation is called
/// `name/undo`. What acted is in the events of kind ``RunEvent/Kind/faultInjected``, and ``Engine/faultReports`` says of
/// each fault how often it did: one that never did has a typing error, or tests nothing.
public struct Fault: Sendable, CustomStringConvertible {
    enum Act: Sendable {
        /// It acts on what passes its failpoint; `error` is what the agent would have thrown.
        case call(any Injection, error: (any Error)?)
        /// The process dies.
        case crash(RunDeath)
    }

    let act: Act
    let failpoint: Failpoint
    var selector: FaultSelector
    /// The fault in a few words, as events name it: `fail summarise`.
    public let description: String

    init(
        _ act: Act,
        _ words: String,
        _ phase: String?,
        _ attempts: ClosedRange<Int>? = nil,
        at failpoint: Failpoint = .agentCall
    ) {
        self.act = act
        self.failpoint = failpoint
        description = phase.map { "\(words) \($0)" } ?? words
        selector = FaultSelector()
        // An agent is named after its phase, and what undoes the phase after both.
        selector.agent = phase
        selector.attempt = attempts
    }

    /// A call of these attempts fails at once, as if its agent had thrown the error.
    public static func fail(
        _ phase: String,
        attempts: ClosedRange<Int>,
        with error: any Error
    ) -> Fault {
        let failure = AgentFailure(error).planned
        return Fault(
            .call(GivenFailure(failure), error: error),
            "fail",
            phase,
            attempts
        )
    }

    /// The call with this number fails at once, as if its agent had thrown the error; counted from 1 over the engine's
    /// runs.
    public static func fail(_ phase: String, call: Int, with error: any Error) -> Fault {
        let failure = AgentFailure(error).planned
        var fault = Fault(.call(GivenFailure(failure), error: error), "fail", phase)
        fault.selector.nth = call
        return fault
    }

    /// Calls of these attempts are refused with status 429, as an overloaded provider does.
    public static func rateLimit(
        _ phase: String,
        attempts: ClosedRange<Int> = 1...1,
        retryAfter: Duration? = nil
    ) -> Fault {
        let wait = retryAfter.map { min(max(.zero, $0), .longest) }
        let type = RateLimit(retryAfter: wait)
        return Fault(.call(type, error: nil), "rate limit", phase, attempts)
    }

    /// Calls of these attempts fail with a status of the 5xx family.
    public static func serverError(
        _ phase: String,
        attempts: ClosedRange<Int> = 1...1,
        status: Int = 500
    ) -> Fault {
        let type = ServerError(status: status)
        return Fault(.call(type, error: nil), "server error", phase, attempts)
    }

    /// The call of this attempt never ends: only a timeout helps. Its agent is not called.
    public static func hang(_ phase: String, attempt: Int = 1) -> Fault {
        Fault(.call(Hang(), error: nil), "hang", phase, attempt...attempt)
    }

    /// The call of this attempt is answered in the agent's place, at once.
    public static func answer(_ phase: String, attempt: Int = 1, _ answer: AgentAnswer) -> Fault {
        let type = GivenAnswer(answer)
        return Fault(.call(type, error: nil), "answer", phase, attempt...attempt)
    }

    /// Answers of these attempts come this much later; the agent works at once.
    public static func delay(
        _ phase: String,
        attempts: ClosedRange<Int> = 1...1,
        by time: Duration
    ) -> Fault {
        let latency = AddedLatency(.constant(min(max(.zero, time), .longest)))
        return Fault(.call(latency, error: nil), "delay", phase, attempts)
    }

    /// The process dies once the commit of this phase is durable; once for each run.
    ///
    /// In the engine's eyes alone: the program lives on, all the engine's runs that are in progress are interrupted, and
    /// what was only in its memory is lost. They can be resumed.
    public static func crash(after phase: String) -> Fault {
        Fault(.crash(.afterCommit(of: PhaseID(phase))), "crash after", phase)
    }

    /// The process dies when the result of this phase is there and not recorded yet; once for each run.
    public static func crash(beforeCommitOf phase: String) -> Fault {
        Fault(.crash(.beforeCommit(of: PhaseID(phase))), "crash before the commit of", phase)
    }

    /// The same fault, drawn: each call that it could act on it acts on with this probability, 0...1, by the engine's
    /// seed. A crash is not drawn.
    public func drawn(_ probability: Double) -> Fault {
        var fault = self
        fault.selector.probability = min(max(0, probability), 1)
        return fault
    }

    /// The same fault in this run alone.
    public func only(inRun id: String) -> Fault {
        var fault = self
        fault.selector.run = id
        return fault
    }
}

/// What became of a fault in the runs of an engine.
public struct FaultReport: Sendable, Equatable {
    /// The fault, as events name it.
    public let fault: String
    /// How many calls it could have acted on, or whatever else passes its ``Fault/Place``; for a crash, how many it did.
    public let calls: Int
    /// How often it acted.
    public let firings: Int

    /// Makes a report.
    public init(fault: String, calls: Int, firings: Int) {
        self.fault = fault
        self.calls = calls
        self.firings = firings
    }
}
