internal import Agents
internal import DequeModule
internal import Faults
internal import Workflows

// What the machine asks for.
extension LiveLoop {
    mutating func perform(_ action: Action, _ group: inout DiscardingTaskGroup) {
        switch action {
        case .lookUp(let phase, let key, let ttl): lookUp(phase, key, ttl, &group)
        case .call(let id, let request): call(id, request)
        case .cancelCall(let id): underWay.stop(id)
        case .validate(let phase, let output): validate(phase, output)
        case .runHook(let phase, let hook): run(hook, of: phase)
        case .append(let phase, let output): append(phase, output)
        case .recordCompensation(let phase):
            record(
                writer?.entry(undoing: phase, of: machine),
                answer: .compensationRecorded(phase: phase, nil)
            )
        case .discard(let phase):
            let id = machine.planned[phase].id
            workspace?.remove(id)
        case .store(let key, let output, let took):
            let evicted = keep(key, output, took)
            trace.evicted += evicted
            if evicted > 0, let phase = plan.place(of: key.phase) {
                pending.prepend(.stored(phase: phase, evicted: evicted))
            }
        case .release(let key): shared.release(member(of: key), key)
        case .forget(let key): shared.forget(key)
        case .arm(let timer, let time): arm(timer, at: time, &group)
        case .disarm(let timer): armed[timer] = nil
        case .finish(let status, let error):
            trace.events = step.events
            trace.outputs = machine.committedOutputs
            trace.end(status, error, fallbacks: machine.fallbacks)
            isFinished = true
        }
    }

    func keep(_ key: CacheKey, _ output: PhaseOutput, _ took: Duration) -> Int {
        shared.store(
            member(of: key),
            key,
            output,
            took: took,
            tags: plan.cacheTags(of: key.phase)
        )
    }

    func member(of key: CacheKey) -> LiveShared.Member {
        .init(run: number, phase: plan.place(of: key.phase) ?? 0, inbox: inbox)
    }

    mutating func lookUp(
        _ phase: Int,
        _ key: CacheKey,
        _ ttl: Duration?,
        _ group: inout DiscardingTaskGroup
    ) {
        let member = LiveShared.Member(run: number, phase: phase, inbox: inbox)
        switch shared.lookUp(member, key, ttl: ttl) {
        case .found(let found): pending.append(.lookedUp(phase: phase, found))
        case .waitsHere: waiting[phase] = (key, ttl)
        case .waitsForOthers:
            waiting[phase] = (key, ttl)
            let clock = shared.surroundings.clock
            group.addTask { [inbox] in
                guard (try? await clock.sleep(for: .milliseconds(20))) != nil else { return }
                inbox.post(.lookAgain(phase: phase))
            }
        }
    }

    mutating func arm(
        _ timer: TimerID,
        at time: Duration,
        _ group: inout DiscardingTaskGroup
    ) {
        guard time > shared.now else {
            pending.append(.fired(timer))
            return
        }
        armed[timer] = time
        guard sleeping.insert(timer).inserted else { return }
        let clock = shared.surroundings.clock
        let deadline = shared.origin.advanced(by: time)
        group.addTask { [inbox] in
            guard (try? await clock.sleep(until: deadline)) != nil else { return }
            inbox.post(.signal(.fired(timer)))
        }
    }

    /// Records a commit: its files stand in the workspace, then the journal has it, then the output counts.
    private mutating func append(_ phase: Int, _ output: PhaseOutput) {
        do throws(AgentFailure) {
            if !output.files.isEmpty {
                try openWorkspace()
                try workspace?.keep(output, of: machine.planned[phase].id)
            }
        } catch {
            pending.append(.appendFailed(phase: phase, error))
            return
        }
        record(
            writer?.entry(committing: phase, output, of: machine),
            answer: .appended(phase: phase)
        )
    }

    private mutating func record(_ entry: JournalWriter.Entry?, answer: Signal) {
        guard let entry else {
            pending.append(answer)
            return
        }
        entries.append((entry, answer))
        if entries.count == 1 { work.append(.append(entry, answer: answer)) }
    }

    /// What a resumed run's phases produced before stands in its workspace again.
    mutating func restoreFiles() {
        for phase in plan.phases {
            guard let output = order.restoration?.phases[phase.id]?.commit?.output,
                !output.files.isEmpty
            else { continue }
            do throws(AgentFailure) {
                try openWorkspace()
                try workspace?.keep(output, of: phase.id)
            } catch {
                trace.recordingFailure = error
            }
        }
    }

    mutating func openWorkspace() throws(AgentFailure) {
        guard workspace == nil else { return }
        workspace = try Workspace(below: shared.surroundings.workspaces, run: plan.run)
    }

    private mutating func validate(_ phase: Int, _ output: PhaseOutput) {
        let validators = machine.planned[phase].configuration.validators
        let findings = validators.compactMap { $0.finding(in: output) }
        if validators.contains(where: \.isLive) {
            work.append(.validate(phase: phase, output, findings))
        } else {
            pending.append(.validated(phase: phase, findings))
        }
    }

    private mutating func run(_ hook: PhaseHook, of phase: Int) {
        guard let declared = order.hooks[machine.planned[phase].id]?[hook] else {
            pending.append(.hooked(phase: phase, hook, nil))
            return
        }
        do throws(AgentFailure) {
            work.append(.hook(phase: phase, hook, try performer(of: declared, hook, phase)))
        } catch {
            pending.append(.hooked(phase: phase, hook, error))
        }
    }
}

// Calls of agents.
extension LiveLoop {
    private mutating func call(_ id: CallID, _ request: AgentRequest) {
        let phase = machine.planned[id.phase]
        let name = id.isCompensation ? phase.configuration.compensation ?? phase.agent : phase.agent
        let agent = order.agents[name]
        // Nothing of the world's takes part in most calls.
        if !shared.hasFaults, let agent, !agent.isSimulated {
            prepare(AgentCall(latency: .zero, ending: .live(then: nil)), id, agent, request)
            return
        }
        let site = CallSite(
            run: plan.run.name,
            repetition: plan.run.repetition,
            phase: phase.id.name,
            agent: name,
            attempt: id.attempt,
            time: shared.now - startedAt
        )
        let (firings, planned) = shared.pass(site, seed: plan.seed) { calls in
            plannedCall(id, phase, name, agent, &calls)
        }
        var call = planned ?? AgentCall(latency: .zero, ending: .never)
        for firing in firings {
            firing.effect.apply(to: &call, chance: firing.chance)
            pending.append(.faultInjected(id, fault: firing.id, effect: firing.effect.name))
            trace.firings[firing.id, default: 0] += 1
        }
        prepare(call, id, agent, request)
    }

    private mutating func prepare(
        _ call: AgentCall,
        _ id: CallID,
        _ agent: LiveAgent?,
        _ request: AgentRequest
    ) {
        do throws(AgentFailure) {
            work.append(.call(try task(for: call, id, agent, request)))
        } catch {
            pending.append(.ended(id, .failure(error)))
        }
    }

    private func plannedCall(
        _ id: CallID,
        _ phase: RunPlan.Phase,
        _ name: String,
        _ agent: LiveAgent?,
        _ calls: inout SimulatedCalls
    ) -> AgentCall {
        switch agent {
        case .simulated(let agent):
            var call = calls.next(
                agent,
                named: name,
                seed: plan.seed,
                run: plan.run,
                phase: phase.id,
                attempt: id.attempt
            )
            let scaled = Double(call.latency.microseconds) * shared.surroundings.timeScale
            call.latency = .microseconds(clamping: scaled)
            return call
        case .process, .function, nil:
            return AgentCall(latency: .zero, ending: .live(then: nil))
        }
    }

    /// What processes wrote; runs without any keep no list.
    private var keptTranscripts: Transcripts {
        mutating get {
            let kept = transcripts ?? Transcripts()
            transcripts = kept
            return kept
        }
    }

    private mutating func task(
        for call: AgentCall,
        _ id: CallID,
        _ agent: LiveAgent?,
        _ request: AgentRequest
    ) throws(AgentFailure) -> CallTask {
        var performer: CallTask.Performer?
        if case .live = call.ending {
            switch agent {
            case .process(let agent):
                let json = AgentRequestText.json(request, run: plan.run)
                let accepted = machine.planned[id.phase].configuration.acceptedExitStatuses
                let call = try process(agent, json, accepting: accepted)
                performer = .process(call, keptTranscripts)
            case .function(let agent): performer = .function(agent, request)
            case .simulated, nil: break
            }
        }
        return CallTask(
            call: call,
            id: id,
            phase: machine.planned[id.phase].id,
            performer: performer,
            clock: shared.surroundings.clock,
            inbox: inbox
        )
    }

    mutating func process(
        _ agent: ProcessAgent,
        _ request: [UInt8],
        accepting accepted: Set<Int> = [0]
    ) throws(AgentFailure) -> ProcessCall {
        try openWorkspace()
        return ProcessCall(
            agent: agent,
            workspace: workspace?.path ?? "",
            request: request,
            inherited: shared.surroundings.environment,
            secrets: shared.surroundings.secrets,
            clock: shared.surroundings.clock,
            acceptedStatuses: accepted
        )
    }
}
