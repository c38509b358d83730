internal import DequeModule

/// One call of a phase's agent, or of the agent that undoes the phase.
package struct CallID: Hashable, Sendable {
    /// The phase's place in the plan.
    package let phase: Int
    /// The number of the attempt in the run, from 1.
    package let attempt: Int
    /// Whether the call undoes the phase.
    package let isCompensation: Bool

    /// Names a call.
    package init(phase: Int, attempt: Int, isCompensation: Bool = false) {
        self.phase = phase
        self.attempt = attempt
        self.isCompensation = isCompensation
    }
}

/// One turn of a phase: from its start until its result counts or its work is discarded.
///
/// What was asked for in a turn is answered in it, or means nothing: an answer that comes after the work was discarded
/// is not the answer of the next turn.
package struct TurnID: Hashable, Sendable {
    /// The phase's place in the plan.
    package let phase: Int
    /// How often the phase's work was discarded before, over all executions.
    package let number: Int

    /// Names a turn; a phase's first, where it is not said.
    package init(phase: Int, number: Int = 0) {
        self.phase = phase
        self.number = number
    }
}

/// A deadline on the machine's list.
package enum TimerID: Hashable, Sendable {
    /// An attempt takes too long.
    case attempt(CallID)
    /// An attempt sent no heartbeat for too long.
    case heartbeat(CallID)
    /// The delay before an attempt is over.
    case backoff(CallID)
    /// The run takes too long.
    case run
    /// The cache, which a fault makes slow, does what it was asked to do for a phase: the host's own.
    case cache(phase: Int)
}

/// What a world tells the machine: each action's answer, failures included.
package enum Signal: Sendable {
    /// Begin.
    case start
    /// Say that the run was to be resumed, and why it cannot be.
    case refused(OperationFailure)
    /// What the files amount to that are part of the identity of a phase's agent: parts of the key.
    case filesRead(TurnID, [CacheKey.Part])
    /// What the cache had for the phase.
    case lookedUp(TurnID, CacheLookUp)
    /// A fault acts: on a phase's attempt, on the phase, or on the whole run.
    case faultInjected(phase: Int?, attempt: Int?, FiredFault)
    /// A call sent a heartbeat.
    case frame(CallID)
    /// A call is over.
    case ended(CallID, Result<AgentAnswer, OperationFailure>)
    /// The findings of the phase's validators; none where it satisfied all.
    case validated(TurnID, [ValidationFinding])
    /// What ran next to a phase is over.
    case hooked(TurnID, PhaseHook, OperationFailure?)
    /// The phase's commit is recorded.
    case appended(phase: Int)
    /// The files of the phase's result could not be put in their place.
    case filesRefused(phase: Int, OperationFailure)
    /// The phase's commit could not be recorded.
    case appendFailed(phase: Int, OperationFailure)
    /// So many results, at least one, had to make room in the cache for the phase's.
    case stored(phase: Int, evicted: Int)
    /// That the phase was undone is recorded, or could not be.
    case compensationRecorded(phase: Int, OperationFailure?)
    /// What was decided is recorded, or could not be.
    case recorded(OperationFailure?)
    /// Why a call has no answer yet; a deadline that ends it says so.
    case waits(CallID, cause: String)
    /// A deadline passed.
    case fired(TimerID)
    /// Nothing can happen any more, because a call never ends and no deadline bounds it.
    case stalled
    /// Cancel the run.
    case cancel
}

/// What the machine wants done; a world does it and answers with a signal.
package enum Action: Sendable {
    /// Read the files that are part of the identity of a phase's agent; answered by `filesRead`.
    case readFiles(TurnID)
    /// Ask the cache; answered by `lookedUp`.
    case lookUp(TurnID, CacheKey, ttl: Duration?)
    /// Call the phase's agent; answered by `ended`. What it is asked, the machine says before its next signal.
    case call(CallID)
    /// Stop a call, or what validates its output; whatever it still answers is not wanted.
    case cancelCall(CallID)
    /// Validate an output; answered by `validated`.
    case validate(TurnID, PhaseOutput)
    /// Run what the user attached to the phase; answered by `hooked`.
    case runHook(TurnID, PhaseHook)
    /// Record a commit; answered by `appended`, `filesRefused` or `appendFailed`.
    case append(TurnID, PhaseOutput)
    /// Record that a phase was undone; answered by `compensationRecorded`.
    case recordCompensation(phase: Int)
    /// Record what happened, and what else was decided, before anything that follows is done outside the run.
    case record(RunDecision?)
    /// A committed result no longer counts: what was made of it goes.
    case discard(phase: Int)
    /// The workspace is to be what it was when the phase began first, but for what other phases committed meanwhile.
    case rewind(to: Int)
    /// Keep a committed result, which took so long to make; answered by `stored` where others had to go for it.
    case store(CacheKey, PhaseOutput, took: Duration)
    /// No result will be kept under this key by this phase: another may try.
    case release(CacheKey)
    /// Forget a result.
    case forget(CacheKey)
    /// Report at this time, counted from the start of the world; answered by `fired`.
    case arm(TimerID, at: Duration)
    /// Do not report.
    case disarm(TimerID)
    /// The run is over.
    case finish(RunStatus, RunError?)
}

extension Action {
    /// Whether it does more than write down what happened: it waits until what was decided is durable.
    var actsOutside: Bool {
        switch self {
        case .record, .recordCompensation: false
        case .append(_, let output): !output.files.isEmpty
        default: true
        }
    }

    /// Whether it only ends something: that is done even where what was decided could not be recorded.
    var isEnding: Bool {
        switch self {
        case .cancelCall, .disarm, .release, .forget, .finish: true
        default: false
        }
    }
}

/// What one signal led to.
package struct MachineOutput: Sendable {
    /// What to do, in order.
    var actions: Deque<Action> = []
    /// What happened, in order; of the steps before too, where they were kept.
    package var events: [Event] = []
    /// Where the latest step's own events begin.
    private var start = 0

    /// Nothing yet.
    package init() {}

    /// Takes the next thing to do.
    package mutating func takeAction() -> Action? { actions.popFirst() }

    /// The results that are to be forgotten.
    var forgotten: [CacheKey] {
        actions.compactMap { if case .forget(let key) = $0 { key } else { nil } }
    }

    /// Drops what is not to be done.
    package mutating func keepActions(where isKept: (Action) -> Bool) {
        actions.removeAll { !isKept($0) }
    }

    /// Puts others in the place of what is to be done.
    mutating func adjustActions(_ adjust: (Action) -> Action) {
        for index in actions.indices { actions[index] = adjust(actions[index]) }
    }

    /// Begins after what happened before.
    mutating func takeOver(_ earlier: [Event]) {
        events = earlier
        start = events.count
    }

    /// What happened in the latest step alone.
    package var latest: ArraySlice<Event> { events[start...] }

    /// Forgets everything; memory is kept.
    mutating func reset() {
        actions.removeAll(keepingCapacity: true)
        events.removeAll(keepingCapacity: true)
        start = 0
    }

    /// Makes room for the next step: earlier events stay, or their memory does.
    package mutating func next(keepingEvents: Bool) {
        actions.removeAll(keepingCapacity: true)
        if !keepingEvents { events.removeAll(keepingCapacity: true) }
        start = events.count
    }
}
