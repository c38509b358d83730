// Timers, which may ring early: what is due is known here, and not by the clock that rings.
extension RunMachine {
    /// Asks to be told at a time.
    mutating func arm(_ timer: TimerID, at time: Duration, _ step: inout MachineOutput) {
        note(timer, dueAt: time)
        step.actions.append(.arm(timer, at: time))
    }

    /// Notes when a timer is due.
    mutating func note(_ timer: TimerID, dueAt time: Duration) {
        if dues.isEmpty { dues = Array(repeating: TimerDues(), count: planned.count) }
        switch timer {
        case .attempt(let call): dues[call.phase].attempt = time
        case .heartbeat(let call): dues[call.phase].heartbeat = time
        case .backoff(let call): dues[call.phase].backoff = time
        case .run, .cache: break
        }
    }

    /// When a timer is due that was set.
    func due(of timer: TimerID) -> Duration? {
        switch timer {
        case .attempt(let call): dues.isEmpty ? nil : dues[call.phase].attempt
        case .heartbeat(let call): dues.isEmpty ? nil : dues[call.phase].heartbeat
        case .backoff(let call): dues.isEmpty ? nil : dues[call.phase].backoff
        case .run: deadline
        case .cache: nil
        }
    }

    /// Whether a timer still means something.
    func awaits(_ timer: TimerID) -> Bool {
        switch timer {
        case .attempt(let call), .heartbeat(let call): return isCurrent(call)
        case .backoff(let next):
            // Field by field: a whole copy would cost more than the rest.
            let index = next.phase
            return next.isCompensation
                ? phases[index].state == .rollingBack
                    && phases[index].compensationAttempts + 1 == next.attempt
                : phases[index].state == .backoff && phases[index].attempts + 1 == next.attempt
        case .run: return true
        case .cache: return false
        }
    }
}
