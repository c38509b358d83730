internal import Quantities
internal import Workflows

extension RunInterruption {
    /// As a scenario says it.
    var words: String { "\(isDeath ? "kill" : "cancel"): {\(moment.words)}" }

    /// Why it did not come to pass, and what did.
    func silence(in execution: ExecutedRun) -> String {
        let trace = execution.trace
        let ending = "the run ended \(trace.status.rawValue)"
        switch moment {
        case .afterCommit(let phase):
            let isCommitted = trace.outputs[phase] != nil
            return isCommitted
                ? "\(ending) with the commit of \(phase)"
                : "\(phase) was never committed: \(ending)"
        case .at:
            let time = trace.events.last?.time ?? .zero
            return "\(ending) after \(DurationText.clock(time)), before that"
        case .event(let number):
            let last = trace.events.last?.sequence ?? 0
            return last < number
                ? "\(ending) with event \(last)" : "\(ending) before it could be cancelled"
        case .during(let phase): return trace.idleness(of: phase) + ": \(ending)"
        case .atFirst(let step):
            let isBegun = trace.events.contains { $0.tag == step.tag }
            return isBegun
                ? "\(ending) before it could be \(isDeath ? "killed" : "cancelled")"
                : "there was no \(step.rawValue): \(ending)"
        }
    }
}

extension RunMoment {
    /// As a scenario says it.
    fileprivate var words: String {
        switch self {
        case .afterCommit(let phase): "after: \(phase)"
        case .at(let time): "at: \(DurationText.clock(time))"
        case .event(let number): "event: \(number)"
        case .during(let phase): "during: \(phase)"
        case .atFirst(let step): "during: \(step.rawValue)"
        }
    }
}

extension RunTrace {
    /// Why nobody was met at work for a phase.
    fileprivate func idleness(of phase: PhaseID) -> String {
        var began: Duration?
        for event in events {
            switch event.kind {
            case .cacheHit(phase, _, _): return "\(phase) came from the cache"
            case .phaseRestored(phase, _, _): return "\(phase) was committed before"
            case .attemptStarted(phase, _, _): if began == nil { began = event.time }
            case .attemptSucceeded(phase, let attempt, _, _, _):
                guard let began else { break }
                let time = DurationText.clock(event.time - began)
                return attempt == 1
                    ? "the work of \(phase) took \(time)"
                    : "the work of \(phase) was over \(time) after its first attempt began"
            default: break
            }
        }
        return began == nil
            ? "no agent was called for \(phase)" : "no agent was met at work for \(phase)"
    }
}
