internal import Agents
internal import Workflows

// What the host asks for.
extension LiveLoop: RunWorld {
    var wall: Duration { shared.surroundings.wall() }

    var cacheWall: Duration { wall }

    mutating func answer(_ signal: Signal, to host: RunHost) {
        // Validators in place may take their time over a long output.
        if case .validated(let turn, _) = signal, plan.hasValidators(turn.phase) { readClock() }
        pending.append(signal)
    }

    mutating func withProcess(_ body: (inout ProcessHost) -> Void) {
        shared.withProcess(body)
        if shared.isOnDisk { readClock() }
    }

    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost) {
        do throws(OperationFailure) {
            let task = CallTask(
                call: call,
                id: id,
                phase: plan.phases[id.phase].id,
                work: call.reachesAgent ? try work(of: id, host) : .nothing,
                clock: shared.surroundings.clock,
                inbox: inbox,
                deed: call.reachesAgent ? deed(of: id, host) : nil,
                measuresFunctions: plan.configuration.isMonitored
            )
            calls.append(task)
            if call.reachesAgent, host.isInterrupted(during: id) {
                timers.arm(.interruption, at: now + task.interruptionDelay)
            }
        } catch {
            pending.append(.ended(id, .failure(error)))
        }
    }

    func knownTokens(of id: CallID, of host: RunHost) -> Int? { simulated.usage(of: id).tokens }

    private mutating func work(
        of id: CallID,
        _ host: RunHost
    ) throws(OperationFailure) -> CallTask.Work {
        let phase = plan.phases[id.phase]
        let name = id.isCompensation ? phase.configuration.compensation ?? phase.agent : phase.agent
        switch order.agents[name] {
        case .simulated:
            guard let (latency, frames) = simulated.begin(id) else { return .nothing }
            let time = Double(latency.microseconds) * shared.surroundings.timeScale
            return .simulated(
                .microseconds(clamping: time),
                frames > 0 ? host.openStream(of: id, frames: frames, in: &self) : nil,
                frames: frames,
                simulated.usage(of: id)
            )
        case .process(let agent):
            let json = AgentRequestText.json(host.request(for: id), run: plan.run)
            let accepted = phase.configuration.acceptedExitStatuses
            let kept = transcripts ?? Transcripts()
            transcripts = kept
            var call = try process(agent, json, accepting: accepted)
            call.effects = try effectsFile(of: id, host)
            if let limit = phase.configuration.heartbeatTimeout {
                call.heartbeat = OutputHeartbeat(
                    limit: limit,
                    clock: shared.surroundings.clock.continuous
                ) { [inbox] in inbox.post(.signal(.frame(id))) }
            }
            if let stream = stream(of: id, agent, host) { call.frames = stream }
            // What ends it alone is no matter of the others.
            call.urgency = Urgency(under: call.urgency)
            if host.mayHarmProcesses { signals[id] = call.signals }
            call.memory = GroupMemory(shared.surroundings.clock.continuous)
            return .process(call, kept, try stay(for: id, host))
        case .function(let agent):
            return .function(agent, host.request(for: id, noting: shared))
        case nil: return .nothing
        }
    }

    /// The stream of a program's call, where something can act on it: it is asked when the first frame comes.
    private func stream(
        of id: CallID,
        _ agent: ProcessAgent,
        _ host: RunHost
    ) -> FrameStream? {
        guard let opening = host.streamOpening(of: id) else { return nil }
        let startedAt = host.startedAt
        return FrameStream { [shared, inbox] in
            let time = shared.now - startedAt
            let (stream, acted) = shared.withProcess {
                opening.pass(frames: nil, at: time, &$0.faults)
            }
            if !acted.isEmpty { inbox.post(.disturbed(id, acted)) }
            return stream
        } fallsSilent: { [inbox] in
            // A program with a time limit of its own still ends.
            if agent.timeout == nil { inbox.post(.silent(id)) }
        }
    }

    mutating func process(
        _ agent: ProcessAgent,
        _ request: [UInt8],
        accepting accepted: Set<Int> = [0]
    ) throws(OperationFailure) -> ProcessCall {
        var call = ProcessCall(
            agent: agent,
            workspace: try openWorkspace().path,
            request: request,
            inherited: shared.surroundings.environment,
            secrets: shared.surroundings.secrets,
            clock: shared.surroundings.clock.continuous,
            acceptedStatuses: accepted,
            grace: order.run.grace ?? agent.grace,
            urgency: openUrgency()
        )
        call.account = account
        return call
    }

    /// What the grace of every program of this run ends with.
    private mutating func openUrgency() -> Urgency {
        let open = urgency ?? Urgency(under: shared.surroundings.urgency)
        urgency = open
        return open
    }

    mutating func stop(_ id: CallID, of host: RunHost) {
        if !calls.isEmpty { calls.removeAll { $0.id == id } }
        // Only whoever cancels the run has time.
        let isUrgent = !host.isBeingCancelled
        activeCalls.stop(id, atOnce: isUrgent)
        for (turn, handle) in judging where turn.phase == id.phase {
            endJudging(of: turn)
            activeCalls.stop(judging: handle, atOnce: isUrgent)
        }
    }

    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost) {
        // By the time that the run knows: to the machine, what rings before its time has not rung.
        if time > now {
            timers.arm(.timer(timer), at: time)
        } else {
            pending.append(.fired(timer))
        }
    }

    mutating func disarm(_ timer: TimerID, of host: RunHost) { timers.disarm(.timer(timer)) }

    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    ) {
        let validators = plan.phases[turn.phase].configuration.validators.filter(\.isLive)
        let urgency = Urgency(under: openUrgency())
        judge(
            turn,
            liveChecks(validators, output, of: turn.phase, host, urgency),
            findings,
            urgency
        )
    }

    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost) {
        guard let declared = order.hooks[plan.phases[turn.phase].id]?[hook] else {
            pending.append(.hooked(turn, hook, nil))
            return
        }
        do throws(OperationFailure) {
            let performer = try performer(of: declared, hook, turn.phase, host)
            otherWork += 1
            starting.append { inbox in
                let failure = await Self.failure(of: performer)
                inbox.post(.signal(.hooked(turn, hook, failure)))
            }
        } catch {
            pending.append(.hooked(turn, hook, error))
        }
    }

    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost) {
        guard elsewhere else {
            shared.wake(waiting)
            return
        }
        let clock = shared.surroundings.clock
        for member in waiting {
            starting.append { inbox in
                guard (try? await clock.sleep(for: .milliseconds(20))) != nil else { return }
                inbox.post(.lookAgain(phase: member.phase))
            }
        }
    }

    mutating func die(with host: RunHost) {
        if let onDeath = order.onDeath {
            var basis = shared.withProcess { $0.basis }
            basis.add(delivered: simulated.fresh)
            onDeath(host.events, host.trace.evidence, basis)
        }
        host.die(in: &self)
        shared.die()
    }
}
