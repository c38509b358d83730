import Testing

@testable import Workflows

/// Drives a machine by hand: answers what costs no time, and leaves calls and timers to the test.
struct MachineRig {
    /// An answer that the test gives itself.
    enum Held: Hashable {
        case lookUp(PhaseID)
        case validation(PhaseID)
        case commit(PhaseID)
        case hook(PhaseID, PhaseHook)
        case compensationRecord(PhaseID)
        case files(PhaseID)
    }

    private(set) var machine: RunMachine
    private(set) var events: [Event] = []
    private(set) var actions: [Action] = []
    /// The timers that are armed.
    private(set) var timers: [TimerID: Duration] = [:]
    /// What agents were given, in the order of the calls.
    private(set) var requests: [AgentRequest] = []
    var cache = ResultCache()
    var now = Duration.zero
    /// The wall time at the start of the world, since 1970.
    var wallOrigin = Duration.zero
    var held: Set<Held> = []
    /// What is held back, of each kind the earliest first: a turn that was discarded may answer after the next began.
    private var pending: [Held: [Signal]] = [:]

    init(
        _ plan: RunPlan,
        cache: ResultCache = ResultCache(),
        restoring restoration: RunRestoration? = nil
    ) {
        machine = RunMachine(plan, restoring: restoration, recordsTransitions: true)
        self.cache = cache
    }

    /// Cancels the run once this phase is committed.
    mutating func cancel(after phase: PhaseID) {
        machine.cancelsAfter = phase
    }

    /// A rig whose run has started.
    static func started(_ plan: RunPlan, cache: ResultCache = ResultCache()) -> MachineRig {
        var rig = MachineRig(plan, cache: cache)
        rig.send(.start)
        return rig
    }

    /// Hands over a signal, then everything that follows without a call or a timer.
    mutating func send(_ signal: Signal) {
        var queue = [signal]
        while !queue.isEmpty {
            var step = MachineOutput()
            machine.handle(queue.removeFirst(), at: now, wall: wallOrigin + now, into: &step)
            events += step.events
            while let action = step.takeAction() {
                actions.append(action)
                if let answer = answer(to: action) { queue.append(answer) }
            }
        }
    }

    /// Gives the earliest answer of a kind that was held back; those that come later are given at once.
    mutating func release(_ held: Held) throws {
        self.held.remove(held)
        send(try takeHeld(held))
    }

    /// Gives another answer instead of one that was held back.
    mutating func release(_ held: Held, with answer: Signal) throws {
        self.held.remove(held)
        _ = try takeHeld(held)
        send(answer)
    }

    private mutating func takeHeld(_ held: Held) throws -> Signal {
        let earliest = try #require(pending[held]?.first)
        pending[held]?.removeFirst()
        return earliest
    }

    /// Whether an answer of this kind is held back now.
    func isHolding(_ held: Held) -> Bool { pending[held]?.isEmpty == false }

    private mutating func answer(to action: Action) -> Signal? {
        switch action {
        case .lookUp(let turn, let key, let ttl):
            let found = cache.lookUp(key, ttl: ttl, now: now)
            return unlessHeld(.lookUp(id(turn.phase)), .lookedUp(turn, found))
        case .validate(let turn, let output):
            let validators = machine.plan.phases[turn.phase].configuration.validators
            let findings = validators.compactMap { $0.finding(in: output) }
            return unlessHeld(.validation(id(turn.phase)), .validated(turn, findings))
        case .append(let turn, _):
            machine.beginRecording(commitOf: turn.phase)
            return unlessHeld(.commit(id(turn.phase)), .appended(phase: turn.phase))
        case .store(let key, let output, _): cache.store(key, output: output, now: now)
        case .forget(let key): cache.remove(key.digest)
        case .arm(let timer, let time): timers[timer] = time
        case .disarm(let timer): timers[timer] = nil
        case .call(let id): requests.append(machine.request(for: id))
        case .runHook(let turn, let hook):
            return unlessHeld(.hook(id(turn.phase), hook), .hooked(turn, hook, nil))
        case .recordCompensation(let phase):
            return unlessHeld(
                .compensationRecord(id(phase)),
                .compensationRecorded(phase: phase, nil)
            )
        case .readFiles(let turn):
            return unlessHeld(.files(id(turn.phase)), .filesRead(turn, []))
        case .cancelCall, .discard, .record, .rewind, .release, .finish: break
        }
        return nil
    }

    private mutating func unlessHeld(_ kind: Held, _ signal: Signal) -> Signal? {
        guard held.contains(kind) else { return signal }
        pending[kind, default: []].append(signal)
        return nil
    }

    private func id(_ index: Int) -> PhaseID { machine.plan.phases[index].id }
}

// What the agents, the clock and the user do.
extension MachineRig {
    /// The agent answers the phase's current call.
    mutating func answer(
        _ phase: PhaseID,
        _ text: String = "done",
        files: [PhaseOutput.File] = [],
        calls: Int = 1
    ) throws {
        let output = PhaseOutput(text: text, files: files)
        send(.ended(try call(of: phase), .success(AgentAnswer(output: output, calls: calls))))
    }

    /// The phase's current call fails.
    mutating func fail(
        _ phase: PhaseID,
        _ kind: String = "rate_limit",
        retryAfter: Duration? = nil,
        isRetryable: Bool = true
    ) throws {
        let failure = OperationFailure(
            kind: kind,
            message: "no luck",
            retryAfter: retryAfter,
            isRetryable: isRetryable
        )
        try fail(phase, failure)
    }

    /// The phase's current call fails like this.
    mutating func fail(_ phase: PhaseID, _ failure: OperationFailure) throws {
        send(.ended(try call(of: phase), .failure(failure)))
    }

    /// Time advances to the earliest timer, which fires.
    mutating func fireNext() throws {
        let next = try #require(timers.min { $0.value < $1.value })
        timers[next.key] = nil
        now = max(now, next.value)
        send(.fired(next.key))
    }

    func index(of phase: PhaseID) throws -> Int {
        try #require(machine.plan.phases.firstIndex { $0.id == phase })
    }

    /// The phase's latest call: of the agent that undoes it, while that is in progress.
    func call(of phase: PhaseID) throws -> CallID {
        let index = try index(of: phase)
        let progress = machine.phases[index]
        return progress.state == .rollingBack
            ? CallID(phase: index, attempt: progress.compensationAttempts, isCompensation: true)
            : CallID(phase: index, attempt: progress.attempts)
    }

    func state(of phase: PhaseID) throws -> PhaseState {
        machine.phases[try index(of: phase)].state
    }

    /// What the phase's agent was given at its latest call.
    func request(of phase: PhaseID) throws -> AgentRequest {
        try #require(requests.last { $0.phase == phase })
    }

    /// The numbers of the phase's attempts, in the order in which they started.
    func attempts(of phase: PhaseID) -> [Int] {
        requests.filter { $0.phase == phase && !$0.isCompensation }.map(\.attempt)
    }

    /// The phases that agents were asked to undo, in the order of the calls.
    var undone: [PhaseID] {
        requests.filter(\.isCompensation).map(\.phase)
    }

    /// The delays that were announced.
    var delays: [Duration] {
        events.compactMap { event in
            if case .retryScheduled(_, _, let delay, _) = event.kind { delay } else { nil }
        }
    }

    /// The events as `kind phase attempt`.
    var lines: [String] {
        events.map { event in
            let attempt = event.attempt.map { " \($0)" } ?? ""
            return event.kindName + (event.phase.map { " \($0)" } ?? "") + attempt
        }
    }

    /// How phases ended, in order: `coder committed`.
    var endings: [String] {
        events.compactMap { event in
            guard case .phaseEnded(let phase, let status) = event.kind else { return nil }
            return "\(phase) \(status.rawValue)"
        }
    }
}
