internal import Quantities

// The run's deadline: what ends exactly at it is in time, and nothing but undoing starts at it.
extension RunMachine {
    /// Whether nothing may start any more.
    var isDue: Bool {
        guard let deadline else { return false }
        return now >= deadline
    }

    /// The deadline passed: the run takes the way out of the phase that was at work, like a phase that foresees in a
    /// backoff that it would pass.
    ///
    /// A failure whose way out is still to come is the first cause and keeps it; its hook is not waited for.
    mutating func meetDeadline(at late: Int? = nil, _ step: inout MachineOutput) {
        if case .compensating = stopping { return }
        if let failed = lasting?.index ?? phases.indices.first(where: { isLeaving($0) }) {
            stopping = nil
            phases[failed].isLate = true
            phases[failed].finalFailure = phases[failed].finalFailure ?? lasting?.failure
            lasting = nil
            takeExit(failed, &step)
            return
        }
        let met = late ?? atWork
        let cause =
            met.map { self.cause(of: CallID(phase: $0, attempt: phases[$0].attempts)) } ?? ""
        let limit = DurationText.text(plan.runTimeout ?? .zero)
        let failure = OperationFailure(
            kind: .timeout,
            message: "the run was not over after \(limit)\(cause)",
            isRetryable: false
        )
        guard let index = met else {
            end(.failed, RunError(phase: nil, failure: failure), &step)
            return
        }
        if phases[index].state.isActive {
            callOff(index, as: failure, &step)
            release(index, &step)
            move(index, to: .failed)
        }
        phases[index].isLate = true
        phases[index].finalFailure = failure
        takeExit(index, &step)
    }

    /// Whether a phase has failed and its hook has not ended.
    private func isLeaving(_ index: Int) -> Bool {
        phases[index].state == .failed && phases[index].finalFailure != nil
    }

    /// The phase that the deadline meets: one whose agent is at work, else one that is in progress, else the first that
    /// would have been.
    private var atWork: Int? {
        phases.indices.first { phases[$0].state == .running }
            ?? phases.indices.first { phases[$0].state.isActive }
            ?? phases.indices.first { phases[$0].isSettling }
            ?? phases.indices.first { phases[$0].state == .pending && phases[$0].openNeeds == 0 }
    }
}
