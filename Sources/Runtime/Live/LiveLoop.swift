internal import Agents
internal import Faults
internal import Workflows

/// One run in a live world. This loop alone owns the machine; tasks only report to it.
struct LiveLoop: Sendable {
    let plan: RunPlan
    let agents: [String: LiveAgent]
    var world: LiveState
    var trace: RunTrace
    private var machine: RunMachine
    private let startedAt: Duration
    private let reports: AsyncStream<Signal>
    private let inbox: AsyncStream<Signal>.Continuation
    private let transcripts = Transcripts()
    private var workspace: Workspace?
    /// Calls under way; finishing the stream stops the call.
    private var underWay: [CallID: AsyncStream<Never>.Continuation] = [:]
    /// Those of them that never end by themselves.
    private var endless: Set<CallID> = []
    private var armed: Set<TimerID> = []
    private var isFinished = false

    init(plan: RunPlan, agents: [String: LiveAgent], world: LiveState) {
        self.plan = plan
        self.agents = agents
        self.world = world
        machine = RunMachine(plan)
        trace = RunTrace(run: plan.run)
        startedAt = world.now
        (reports, inbox) = AsyncStream.makeStream()
    }

    mutating func drive() async {
        var loop = self
        await withDiscardingTaskGroup { group in
            var iterator = loop.reports.makeAsyncIterator()
            loop.handle(.start, &group)
            while !loop.isFinished {
                // The stream ends only when this task is cancelled.
                loop.handle(await iterator.next() ?? .cancel, &group)
            }
            group.cancelAll()
        }
        loop.trace.transcripts = transcripts.sorted
        self = loop
    }

    private mutating func handle(_ report: Signal, _ group: inout DiscardingTaskGroup) {
        var pending = [report]
        var step = Step()
        while !pending.isEmpty, !isFinished {
            let signal = pending.removeFirst()
            switch signal {
            case .fired(let timer) where armed.remove(timer) == nil: continue
            case .ended(let call, _) where underWay.removeValue(forKey: call) == nil: continue
            default: break
            }
            step.clear()
            machine.handle(signal, at: world.now, into: &step)
            trace.events.append(contentsOf: step.events)
            for action in step.actions { perform(action, &pending, &group) }
            // Calls that never end are nothing to wait for, unless a deadline ends them.
            let isIdle =
                pending.isEmpty && armed.isEmpty && underWay.keys.allSatisfy(endless.contains)
            if isIdle, !isFinished { pending.append(.stalled) }
        }
    }

    private mutating func perform(
        _ action: Action,
        _ pending: inout [Signal],
        _ group: inout DiscardingTaskGroup
    ) {
        switch action {
        case .lookUp(let phase, let key, let ttl):
            let result = world.cache.lookUp(key, ttl: ttl, now: world.now)
            pending.append(.lookedUp(phase: phase, result))
        case .call(let id, let request): call(id, request, &pending, &group)
        case .cancelCall(let id): underWay.removeValue(forKey: id)?.finish()
        case .validate(let phase, let output):
            let validators = plan.phases[phase].configuration.validators
            pending.append(
                .validated(phase: phase, validators.compactMap { $0.finding(in: output) })
            )
        case .append(let phase, let output): pending.append(keep(output, of: phase))
        case .discard(let phase):
            let id = plan.phases[phase].id
            trace.outputs[id] = nil
            workspace?.remove(id)
        case .store(let key, let output): world.cache.store(key, output: output, now: world.now)
        case .forget(let key): world.cache.remove(key.digest)
        case .arm(let timer, let time): arm(timer, at: time, &group)
        case .disarm(let timer): armed.remove(timer)
        case .finish(let status, let error):
            trace.end(status, error, fallbacks: machine.fallbacks)
            isFinished = true
        }
    }

    private mutating func arm(
        _ timer: TimerID,
        at time: Duration,
        _ group: inout DiscardingTaskGroup
    ) {
        armed.insert(timer)
        let clock = world.surroundings.clock
        let deadline = world.origin.advanced(by: time)
        group.addTask { [inbox] in
            guard (try? await clock.sleep(until: deadline)) != nil else { return }
            inbox.yield(.fired(timer))
        }
    }

    /// Records a commit: the output counts, and its files stand in the workspace.
    private mutating func keep(_ output: PhaseOutput, of phase: Int) -> Signal {
        let id = plan.phases[phase].id
        do throws(AgentFailure) {
            if !output.files.isEmpty {
                try openWorkspace()
                try workspace?.keep(output, of: id)
            }
        } catch {
            return .appendFailed(phase: phase, error)
        }
        trace.outputs[id] = output
        return .appended(phase: phase)
    }

    private mutating func openWorkspace() throws(AgentFailure) {
        guard workspace == nil else { return }
        workspace = try Workspace(below: world.surroundings.workspaces, run: plan.run)
    }
}

// Calls of agents.
extension LiveLoop {
    private mutating func call(
        _ id: CallID,
        _ request: AgentRequest,
        _ pending: inout [Signal],
        _ group: inout DiscardingTaskGroup
    ) {
        let phase = plan.phases[id.phase]
        let site = CallSite(
            run: plan.run.name,
            repetition: plan.run.repetition,
            phase: phase.id.name,
            agent: phase.agent,
            attempt: id.attempt,
            time: world.now - startedAt
        )
        let firings = world.injector.pass(site, seed: plan.seed)
        var call = AgentCall(latency: .zero, ending: .never)
        if firings.allSatisfy(\.effect.reachesAgent) { call = plannedCall(id, phase) }
        for firing in firings {
            firing.effect.apply(to: &call, chance: firing.chance)
            pending.append(.faultInjected(id, fault: firing.id, effect: firing.effect.name))
            trace.firings[firing.id, default: 0] += 1
        }
        do throws(AgentFailure) {
            let task = try task(for: call, id, phase, request)
            let (stopped, stop) = AsyncStream<Never>.makeStream()
            underWay[id] = stop
            if call.ending == .never { endless.insert(id) }
            group.addTask { [inbox] in
                guard let result = await task.result(unless: stopped) else { return }
                inbox.yield(.ended(id, result))
            }
        } catch {
            underWay[id] = AsyncStream<Never>.makeStream().continuation
            pending.append(.ended(id, .failure(error)))
        }
    }

    private mutating func plannedCall(_ id: CallID, _ phase: RunPlan.Phase) -> AgentCall {
        switch agents[phase.agent] {
        case .simulated(let agent):
            var call = world.calls.next(
                agent,
                named: phase.agent,
                seed: plan.seed,
                run: plan.run,
                phase: phase.id,
                attempt: id.attempt
            )
            let scaled = Double(call.latency.microseconds) * world.surroundings.timeScale
            call.latency = .microseconds(clamping: scaled)
            return call
        case .process, nil: return AgentCall(latency: .zero, ending: .live(then: nil))
        }
    }

    private mutating func task(
        for call: AgentCall,
        _ id: CallID,
        _ phase: RunPlan.Phase,
        _ request: AgentRequest
    ) throws(AgentFailure) -> CallTask {
        var process: ProcessCall?
        if case .live = call.ending, case .process(let agent) = agents[phase.agent] {
            try openWorkspace()
            process = ProcessCall(
                agent: agent,
                workspace: workspace?.path ?? "",
                request: AgentRequestText.json(request, run: plan.run),
                inherited: world.surroundings.environment,
                secrets: world.surroundings.secrets,
                clock: world.surroundings.clock
            )
        }
        return CallTask(
            call: call,
            id: id,
            phase: phase.id,
            process: process,
            transcripts: transcripts,
            clock: world.surroundings.clock
        )
    }
}
