internal import Agents
internal import DequeModule
internal import Workflows

// What the host asks for.
extension VirtualLoop: RunWorld {
    var wall: Duration { process.clock.time(origin + now, at: now) }

    var cacheWall: Duration { process.clock.time(cacheOrigin + now, at: now) }

    mutating func answer(_ signal: Signal, to host: RunHost) {
        signals.append(Waiting(run: index(of: host), signal: signal))
    }

    mutating func withProcess(_ body: (inout ProcessHost) -> Void) {
        body(&process)
    }

    mutating func call(_ id: CallID, _ call: AgentCall, of host: RunHost) {
        let index = index(of: host)
        let slot = slots.slot(of: id, run: index)
        timeline.open(slot)
        if call.reachesAgent, let agent = runs[index].function(for: id) {
            slots.note(id, in: slot)
            asked.append(.call(run: index, id, call, agent))
            return
        }
        var end = now + call.delay
        if call.reachesAgent {
            let run = runs[index]
            guard let (latency, frames) = run.calls.begin(id) else { return }
            if host.isInterrupted(during: id) {
                // Before whatever else happens then: work that takes no time is interrupted, too.
                schedule(slots.interruption(ofRun: index), at: end + latency / 2)
            }
            if frames > 0, !call.isDecided,
                let stream = host.openStream(of: id, frames: frames, in: &self)
            {
                self.stream(stream, of: id, call, lasting: latency, run, slot)
                return
            }
            if frames > 0, host.awaitsHeartbeats(of: id.phase) {
                scheduleFrames(frames, over: latency, from: end, slot)
            }
            if run.calls.haveEffects { scheduleWork(id, at: end + latency, index) }
            end += latency + call.wait
        }
        switch call.ending {
        case .answer: slots.note(id, in: slot)
        case .given(let answer):
            runs[index].results[id] = .success(answer)
            slots.note(id, in: slot)
        case .failure(let failure):
            let usage = call.reachesAgent ? runs[index].calls.usage(of: id) : .unknown
            slots.note(id, failure.spending(usage), in: slot)
        case .never:
            slots.note(id, in: slot)
            return
        }
        schedule(slot, at: end)
    }

    func knownTokens(of id: CallID, of host: RunHost) -> Int? {
        runs[index(of: host)].calls.usage(of: id).tokens
    }

    /// The end of the agent's work comes before its answer, at the same time too.
    mutating func scheduleWork(_ id: CallID, at time: Duration, _ index: Int) {
        let slot = slots.slot(ofWork: id, run: index)
        slots.note(id, in: slot)
        schedule(slot, at: time)
    }

    mutating func schedule(_ slot: Int, at time: Duration) {
        timeline.schedule(slot, at: min(time, .longest))
    }

    mutating func scheduleFrames(
        _ count: Int,
        over latency: Duration,
        from start: Duration,
        _ slot: Int,
        stoppingAfter last: Int = .max
    ) {
        guard count > 0, last > 0 else { return }
        for frame in 1...min(count, last) {
            let share = latency * frame / (count + 1)
            timeline.scheduleFrame(slot, at: min(start + share, .longest))
        }
    }

    mutating func stop(_ id: CallID, of host: RunHost) {
        let index = index(of: host)
        timeline.cancel(slots.slot(of: id, run: index))
        timeline.cancel(slots.slot(ofWork: id, run: index))
        if !asked.isEmpty { asked.removeAll { $0.isCall(id, run: index) } }
        runs[index].dropResult(of: id)
    }

    mutating func wait(for timer: TimerID, until time: Duration, of host: RunHost) {
        let slot = slots.slot(of: timer, run: index(of: host))
        var isLimit = true
        switch timer {
        case .attempt(let call), .heartbeat(let call): slots.note(call, in: slot)
        case .backoff(let call):
            slots.note(call, in: slot)
            isLimit = false
        case .cache: isLimit = false
        case .run: break
        }
        timeline.schedule(slot, at: time, isLimit: isLimit)
    }

    mutating func disarm(_ timer: TimerID, of host: RunHost) {
        timeline.cancel(slots.slot(of: timer, run: index(of: host)))
    }

    mutating func validate(
        _ turn: TurnID,
        _ output: PhaseOutput,
        _ findings: [ValidationFinding],
        of host: RunHost
    ) {
        // No program runs on a virtual clock; functions may.
        let index = index(of: host)
        if let functions = runs[index].functions, !functions.validators.isEmpty {
            asked.append(.validation(run: index, turn, output, findings))
        } else {
            answer(.validated(turn, findings), to: host)
        }
    }

    mutating func run(_ hook: PhaseHook, in turn: TurnID, of host: RunHost) {
        let index = index(of: host)
        if let agent = runs[index].functions?.hooks[host.plan.phases[turn.phase].id]?[hook] {
            asked.append(.hook(run: index, turn, hook, agent))
        } else {
            answer(.hooked(turn, hook, nil), to: host)
        }
    }

    mutating func keepFiles(_ output: PhaseOutput, in turn: TurnID, of host: RunHost) {
        host.kept(output, in: turn, nil, in: &self)
    }

    // Nobody works on files here.

    mutating func dropFiles(of phase: Int, of host: RunHost) {}

    mutating func rewind(to phase: Int, of host: RunHost) {}

    mutating func readFiles(in turn: TurnID, of host: RunHost) {
        answer(.filesRead(turn, []), to: host)
    }

    mutating func wake(_ waiting: [ProcessHost.Member], elsewhere: Bool, of host: RunHost) {
        for member in waiting {
            let index = member.run - firstNumber
            guard runs.indices.contains(index) else { continue }
            runs[index].host.lookAgain(member.phase, in: &self)
        }
    }

    /// What comes due meanwhile waits until the process goes on.
    mutating func pause(for time: Duration) { now = min(now + time, .longest) }

    /// No program runs on a virtual clock: the call ends as that of a program does which the signal kills.
    mutating func signal(
        _ signal: ProcessSignal,
        grace: Duration,
        to call: CallID,
        of host: RunHost
    ) {
        let index = index(of: host)
        let slot = slots.slot(of: call, run: index)
        guard timeline.isScheduled(slot) else { return }
        timeline.cancel(slot)
        if !asked.isEmpty { asked.removeAll { $0.isCall(call, run: index) } }
        runs[index].dropResult(of: call)
        let usage = runs[index].calls.usage(of: call)
        answer(.ended(call, .failure(.killed(by: signal).spending(usage))), to: host)
    }

    mutating func die(with host: RunHost) {
        for index in runs.indices {
            runs[index].host.die(in: &self)
            noteEnd(of: index)
        }
    }
}
