internal import DequeModule
package import Agents
package import Faults
package import Workflows

/// A world on a virtual clock: a plain loop, where time moves only when nothing else can happen.
///
/// One value serves the runs of one scenario in turn: its clock goes on, and its cache, its faults' counts and its
/// agents' counts are shared.
package struct VirtualWorld: Sendable {
    /// The time since the start of the world.
    package private(set) var now = Duration.zero
    private var cache = ResultCache()
    private var injector: FaultInjector
    private var calls = SimulatedCalls()

    /// A world with an empty cache, in which these faults can happen.
    package init(faults: [Fault] = []) {
        injector = FaultInjector(faults)
    }

    /// How often each fault fired so far.
    package var firings: [String: Int] { injector.firings }

    /// How often each fault's call sites were reached so far.
    package var visits: [String: Int] { injector.visits }

    /// Lets time pass between runs.
    package mutating func advance(by duration: Duration) {
        now = min(now + max(duration, .zero), .longest)
    }

    /// Performs a run to its end. Agents go by the names that the plan's phases call them.
    ///
    /// A trace without events costs less; it serves where only the ending counts. A run can be called off while it is
    /// under way: that is asked every few thousand steps.
    package mutating func run(
        _ plan: RunPlan,
        agents: [String: SimulatedAgent],
        keepsEvents: Bool = true,
        isCalledOff: () -> Bool = { false }
    ) -> RunTrace {
        cache.limit(to: plan.configuration.cacheLimits)
        var loop = VirtualLoop(
            plan: plan,
            agents: agents,
            startedAt: now,
            keepsEvents: keepsEvents
        )
        loop.drive(cache: &cache, injector: &injector, calls: &calls, isCalledOff: isCalledOff)
        now = loop.now
        return loop.trace
    }
}

/// One run in a virtual world.
private struct VirtualLoop {
    let plan: RunPlan
    let agents: [String: SimulatedAgent]
    let startedAt: Duration
    let keepsEvents: Bool
    var now: Duration
    var trace: RunTrace
    private var machine: RunMachine
    private var timeline = Timeline()
    private var signals: Deque<Signal> = [.start]
    private var isFinished = false

    init(
        plan: RunPlan,
        agents: [String: SimulatedAgent],
        startedAt: Duration,
        keepsEvents: Bool
    ) {
        self.keepsEvents = keepsEvents
        self.plan = plan
        self.agents = agents
        self.startedAt = startedAt
        now = startedAt
        machine = RunMachine(plan)
        trace = RunTrace(run: plan.run)
    }

    mutating func drive(
        cache: inout ResultCache,
        injector: inout FaultInjector,
        calls: inout SimulatedCalls,
        isCalledOff: () -> Bool
    ) {
        var step = Step()
        var steps = 0
        while !isFinished {
            steps += 1
            let signal: Signal
            if steps % 4096 == 0, isCalledOff() {
                signal = .cancel
            } else if let next = signals.popFirst() {
                signal = next
            } else if let (time, next) = timeline.popNext() {
                now = time
                signal = next
            } else {
                signal = .stalled
            }
            step.clear()
            machine.handle(signal, at: now, into: &step)
            if keepsEvents { trace.events.append(contentsOf: step.events) }
            for action in step.actions {
                perform(action, &cache, &injector, &calls)
            }
        }
    }

    private mutating func perform(
        _ action: Action,
        _ cache: inout ResultCache,
        _ injector: inout FaultInjector,
        _ calls: inout SimulatedCalls
    ) {
        switch action {
        case .lookUp(let phase, let key, let ttl):
            signals.append(.lookedUp(phase: phase, cache.lookUp(key, ttl: ttl, now: now)))
        case .call(let id, _): call(id, &injector, &calls)
        case .cancelCall(let id): timeline.cancel(.call(id))
        case .validate(let phase, let output):
            let validators = plan.phases[phase].configuration.validators
            signals.append(
                .validated(phase: phase, validators.compactMap { $0.finding(in: output) })
            )
        case .append(let phase, let output):
            trace.outputs[plan.phases[phase].id] = output
            signals.append(.appended(phase: phase))
        case .discard(let phase): trace.outputs[plan.phases[phase].id] = nil
        case .store(let key, let output): cache.store(key, output: output, now: now)
        case .forget(let key): cache.remove(key.digest)
        case .arm(let timer, let time):
            timeline.schedule(.fired(timer), as: .timer(timer), at: time)
        case .disarm(let timer): timeline.cancel(.timer(timer))
        case .finish(let status, let error):
            trace.end(status, error, fallbacks: machine.fallbacks)
            isFinished = true
        }
    }

    private mutating func call(
        _ id: CallID,
        _ injector: inout FaultInjector,
        _ calls: inout SimulatedCalls
    ) {
        let phase = plan.phases[id.phase]
        let firings = injector.isEmpty ? [] : pass(id, phase, &injector)
        var call = AgentCall(latency: .zero, ending: .never)
        if firings.allSatisfy(\.effect.reachesAgent), let agent = agents[phase.agent] {
            call = calls.next(
                agent,
                named: phase.agent,
                seed: plan.seed,
                run: plan.run,
                phase: phase.id,
                attempt: id.attempt
            )
        }
        for firing in firings {
            firing.effect.apply(to: &call, chance: firing.chance)
            signals.append(
                .faultInjected(id, fault: firing.id, effect: firing.effect.name)
            )
            trace.firings[firing.id, default: 0] += 1
        }
        let end = min(now + call.latency + call.injectedLatency, .longest)
        switch call.ending {
        case .answer(let answer):
            timeline.schedule(.ended(id, .success(answer)), as: .call(id), at: end)
        case .failure(let failure):
            timeline.schedule(.ended(id, .failure(failure)), as: .call(id), at: end)
        case .never, .live: break
        }
    }

    private func pass(
        _ id: CallID,
        _ phase: RunPlan.Phase,
        _ injector: inout FaultInjector
    ) -> [FaultInjector.Firing] {
        injector.pass(
            CallSite(
                run: plan.run.name,
                repetition: plan.run.repetition,
                phase: phase.id.name,
                agent: phase.agent,
                attempt: id.attempt,
                time: now - startedAt
            ),
            seed: plan.seed
        )
    }
}
