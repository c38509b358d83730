internal import Agents
internal import DequeModule
internal import Faults
internal import Workflows

/// Runs that share one virtual process.
struct VirtualLoop {
    /// A phase that waits for, or makes, a result that several want.
    struct Member: Hashable {
        let run: Int
        let phase: Int
    }

    var runs: [VirtualRun]
    var now: Duration
    let cacheOrigin: Duration
    var cache: ResultKeeper
    var injector: FaultInjector
    var calls: SimulatedCalls
    private var timeline = Timeline()
    private var signals: Deque<(run: Int, signal: Signal)> = []
    private var flights = Flights<Member>()
    private var waiting: [Member: (key: CacheKey, ttl: Duration?)] = [:]
    private var finished = 0

    init(
        runs: [VirtualRun],
        now: Duration,
        cacheOrigin: Duration,
        cache: ResultKeeper,
        injector: FaultInjector,
        calls: SimulatedCalls
    ) {
        self.runs = runs
        self.now = now
        self.cacheOrigin = cacheOrigin
        self.cache = cache
        self.injector = injector
        self.calls = calls
    }

    mutating func drive(isCalledOff: () -> Bool) {
        for index in runs.indices {
            signals.append((index, .start))
            guard let wait = runs[index].order.cancelsAt else { continue }
            timeline.schedule(.cancel, as: .cancellation(run: index), at: now + wait)
        }
        var steps = 0
        while finished < runs.count {
            steps += 1
            if steps % 4096 == 0, isCalledOff() {
                for index in runs.indices { handle(.cancel, of: index) }
            } else if let next = signals.popFirst() {
                handle(next.signal, of: next.run)
            } else if let next = timeline.popNext() {
                now = next.time
                handle(next.signal, of: next.run)
            } else if let index = stalledRun {
                handle(.stalled, of: index)
            }
        }
    }

    /// A run whose call never ends; the others may only wait for its result.
    private var stalledRun: Int? {
        runs.firstIndex { !$0.isFinished && $0.machine.isCalling }
            ?? runs.firstIndex { !$0.isFinished }
    }

    private mutating func handle(_ signal: Signal, of index: Int) {
        let run = runs[index]
        guard !run.isFinished else { return }
        run.handle(signal, at: now, wall: VirtualCalendar.start + now)
        let isLast = run.dies(after: signal)
        run.noteLatest()
        while let action = run.step.takeAction() { perform(action, of: index) }
        if isLast { die() }
    }

    /// The process dies, and with it every run in it.
    private mutating func die() {
        for run in runs.indices where !runs[run].isFinished {
            runs[run].die()
            finished += 1
        }
    }

    private mutating func perform(_ action: Action, of index: Int) {
        switch action {
        case .lookUp(let phase, let key, let ttl):
            lookUp(Member(run: index, phase: phase), key, ttl)
        case .call(let id, _): call(id, of: index)
        case .cancelCall(let id): timeline.cancel(.call(run: index, id))
        case .validate(let phase, let output):
            let validators = runs[index].plan.phases[phase].configuration.validators
            send(.validated(phase: phase, validators.compactMap { $0.finding(in: output) }), index)
        case .runHook(let phase, let hook): send(.hooked(phase: phase, hook, nil), index)
        case .append(let phase, let output):
            runs[index].recordCommit(of: phase, output)
            send(.appended(phase: phase), index)
        case .recordCompensation(let phase):
            runs[index].recordUndoing(of: phase)
            send(.compensationRecorded(phase: phase, nil), index)
        case .discard: break
        case .store(let key, let output, let took): store(key, output, took, of: index)
        case .release(let key): endFlight(key, of: index)
        case .forget(let key): cache.remove(key.digest)
        case .arm(let timer, let time):
            timeline.schedule(.fired(timer), as: .timer(run: index, timer), at: time)
        case .disarm(let timer): timeline.cancel(.timer(run: index, timer))
        case .finish(let status, let error): finish(index, status, error)
        }
    }

    private mutating func send(_ signal: Signal, _ run: Int) {
        signals.append((run, signal))
    }

    private mutating func finish(_ index: Int, _ status: RunStatus, _ error: RunError?) {
        runs[index].trace.recordingFailure = cache.takeFailure()
        runs[index].finish(status, error)
        finished += 1
        guard runs.count > 1 else { return }
        timeline.cancelAll(ofRun: index)
        for (_, member) in flights.remove(where: { $0.run == index }) { lookAgain(member) }
    }
}

// The cache, and results that several runs want at the same time.
extension VirtualLoop {
    private mutating func lookUp(_ member: Member, _ key: CacheKey, _ ttl: Duration?) {
        if runs.count > 1, flights.waits(member, for: key.digest) {
            waiting[member] = (key, ttl)
            return
        }
        let found = cache.lookUp(key, ttl: ttl, now: cacheOrigin + now)
        if runs.count > 1, case .miss = found { flights.lead(member, key.digest) }
        send(.lookedUp(phase: member.phase, found), member.run)
    }

    private mutating func lookAgain(_ member: Member) {
        guard let (key, ttl) = waiting.removeValue(forKey: member),
            !runs[member.run].isFinished
        else { return }
        lookUp(member, key, ttl)
    }

    private mutating func store(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration,
        of index: Int
    ) {
        let evicted = cache.store(
            key,
            output: output,
            took: took,
            now: cacheOrigin + now,
            tags: runs[index].plan.cacheTags(of: key.phase)
        )
        runs[index].trace.evicted += evicted
        if evicted > 0, let phase = runs[index].plan.place(of: key.phase) {
            signals.prepend((index, .stored(phase: phase, evicted: evicted)))
        }
        endFlight(key, of: index)
    }

    private mutating func endFlight(_ key: CacheKey, of index: Int) {
        guard !flights.isEmpty,
            let phase = runs[index].plan.place(of: key.phase)
        else { return }
        for member in flights.end(key.digest, ledBy: Member(run: index, phase: phase)) {
            lookAgain(member)
        }
    }
}

// Calls of agents.
extension VirtualLoop {
    private mutating func call(_ id: CallID, of index: Int) {
        let site = runs[index].site(of: id, at: now)
        let plan = runs[index].plan
        let firings = injector.isEmpty ? [] : injector.pass(site, seed: plan.seed)
        var call = AgentCall(latency: .zero, ending: .never)
        if firings.allSatisfy(\.effect.reachesAgent),
            let agent = runs[index].order.agents[site.agent]
        {
            call = calls.next(
                agent,
                named: site.agent,
                seed: plan.seed,
                run: plan.run,
                phase: plan.phases[id.phase].id,
                attempt: id.attempt
            )
        }
        for firing in firings {
            firing.effect.apply(to: &call, chance: firing.chance)
            send(.faultInjected(id, fault: firing.id, effect: firing.effect.name), index)
            runs[index].trace.firings[firing.id, default: 0] += 1
        }
        schedule(call, id, of: index)
    }

    private mutating func schedule(_ call: AgentCall, _ id: CallID, of index: Int) {
        let handle = Timeline.Handle.call(run: index, id)
        let isWatched =
            runs[index].plan.phases[id.phase].configuration.heartbeatTimeout != nil
        if isWatched, call.frames > 0 {
            for frame in 1...call.frames {
                let share = call.latency * frame / (call.frames + 1)
                timeline.schedule(.frame(id), as: handle, at: min(now + share, .longest))
            }
        }
        let end = min(now + call.latency + call.injectedLatency, .longest)
        switch call.ending {
        case .answer(let answer):
            timeline.schedule(.ended(id, .success(answer)), as: handle, at: end)
        case .failure(let failure):
            timeline.schedule(.ended(id, .failure(failure)), as: handle, at: end)
        case .never, .live: break
        }
    }
}
