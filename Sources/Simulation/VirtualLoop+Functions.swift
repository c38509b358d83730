internal import Agents
internal import DequeModule
internal import Locks
internal import Workflows

// User-supplied functions. The loop stays a plain one: between two steps it waits for one function after the other, in
// the order in which they were asked, and virtual time is stopped meanwhile. So one seed gives the same bytes.
extension VirtualLoop {
    /// Performs runs that start at the same time, to the end of the last; when the task is cancelled the runs are.
    mutating func drive(asking orders: [VirtualOrder]) async {
        begin(orders)
        var isCancelled = false
        while !isOver || !asked.isEmpty {
            if Task.isCancelled, !isCancelled {
                isCancelled = true
                cancelAll()
            } else if isOver || !hasSignals, let question = asked.popFirst() {
                await ask(question)
            } else {
                step()
            }
        }
    }

    private mutating func ask(_ question: VirtualQuestion) async {
        switch question {
        case .call(let index, let id, let call, let agent):
            let host = runs[index].host
            guard !host.isFinished else { return }
            let frames = Guarded(0)
            let request = host.request(for: id, noting: noted)
            let result = await agent.result(request) { frames.withLock { $0 += 1 } }
            let acts = noted.take()
            if !acts.isEmpty { runs[index].acts[id] = acts }
            answered(index, id, call, result, frames: frames.withLock { $0 })
        case .hook(let index, let turn, let hook, let agent):
            let host = runs[index].host
            guard !host.isFinished else { return }
            let failure = await agent.result(host.request(for: hook, of: turn.phase)).failureOfHook
            answer(.hooked(turn, hook, failure), to: host)
        case .validation(let index, let turn, let output, var findings):
            let host = runs[index].host
            guard !host.isFinished else { return }
            for validator in host.plan.phases[turn.phase].configuration.validators {
                guard case .function(let name) = validator, !Task.isCancelled,
                    let check = runs[index].functions?.validators[name],
                    let found = await check.finding(output)
                else { continue }
                findings.append(ValidationFinding(named: check.name, message: found))
            }
            answer(.validated(turn, findings), to: host)
        case .entry(let index, let entry, let signal, let passage):
            await record(entry, signal, passage, index)
        }
    }

    /// Nothing is kept of a run whose process died, but for its last entry.
    private mutating func record(
        _ entry: JournalWriter.Entry,
        _ signal: Signal?,
        _ passage: AppendPassage?,
        _ index: Int
    ) async {
        let run = runs[index]
        guard signal == nil || !run.host.isFinished else { return }
        let failure = await run.record(entry)
        if let signal {
            if failure == nil, case .unacknowledged(let lost)? = passage?.fate {
                let injected = InjectedFailure(entry, isWritten: true)
                run.host.recorded(signal, lost, injected: injected, in: &self)
            } else {
                run.host.recorded(signal, failure, in: &self)
            }
            noteEnd(of: index)
        } else if let failure {
            run.host.trace.note(recordingFailure: failure)
        }
    }

    /// A function is done; what it gave arrives when its latency is over.
    private mutating func answered(
        _ index: Int,
        _ id: CallID,
        _ call: AgentCall,
        _ result: Result<AgentAnswer, OperationFailure>,
        frames: Int
    ) {
        let run = runs[index]
        guard let (latency, _) = run.calls.begin(id) else { return }
        let slot = slots.slot(of: id, run: index)
        let start = now + call.delay
        if frames > 0, run.host.awaitsHeartbeats(of: id.phase) {
            scheduleFrames(frames, over: latency, from: start, slot)
        }
        if run.acts[id] != nil { scheduleWork(id, at: start + latency, index) }
        switch call.ending {
        case .answer: run.results[id] = result
        case .given(let answer): run.results[id] = .success(answer)
        case .failure(let failure): slots.note(id, failure.spending(result.usage), in: slot)
        case .never: return
        }
        schedule(slot, at: start + latency + call.wait)
    }
}
