internal import Agents
internal import Workflows

// Streams that something acts on.
extension VirtualLoop {
    /// Has a call of a simulated agent stream as what acted on it says.
    mutating func stream(
        _ stream: StreamPassage,
        of id: CallID,
        _ call: AgentCall,
        lasting latency: Duration,
        _ run: VirtualRun,
        _ slot: Int
    ) {
        let frames = stream.frames ?? 0
        let start = min(now + call.delay + stream.delay, .longest)
        let last = stream.lastFrame ?? frames
        if run.host.awaitsHeartbeats(of: id.phase) {
            scheduleFrames(frames, over: latency, from: start, slot, stoppingAfter: last)
        }
        slots.note(id, in: slot)
        let cut = start + latency * last / (frames + 1) + call.wait
        // Who is cut off had not done its work.
        let isDone = stream.ending == .complete || stream.ending == .stalls(after: last)
        if isDone, run.calls.haveEffects {
            scheduleWork(id, at: start + latency, index(of: run.host))
        }
        switch stream.ending {
        case .complete: schedule(slot, at: start + latency + call.wait)
        case .stalls: break
        case .endsEarly:
            run.cuts[id] = (last, frames)
            schedule(slot, at: cut)
        case .fails(_, let failure):
            slots.note(id, failure.spending(run.calls.usage(of: id)), in: slot)
            schedule(slot, at: cut)
        }
    }
}
