// Faults that act on the run itself, and runs that go on after their process died by one.
extension RunMachine {
    /// Goes on in the run's line of events.
    mutating func takeOver(sequence: Int, startedAt: Duration) {
        self.sequence = sequence
        firstStart = startedAt
    }

    /// A run that cannot be resumed says so, and ends.
    mutating func refuse(_ failure: OperationFailure, _ step: inout MachineOutput) {
        startedAt = firstStart ?? now
        restore(restoration ?? RunRestoration(), &step)
        end(.failed, RunError(phase: nil, failure: failure), &step)
    }

    /// Whether the agent of a phase is at work, or the one that undoes it.
    func isCalling(_ phase: Int) -> Bool {
        phases[phase].state == .running || phases[phase].state == .rollingBack
    }

    /// The call that a phase is in, or was in last.
    func currentCall(of phase: Int) -> CallID {
        let isUndoing = phases[phase].state == .rollingBack
        let progress = phases[phase]
        return CallID(
            phase: phase,
            attempt: isUndoing ? progress.compensationAttempts : progress.attempts,
            isCompensation: isUndoing
        )
    }
}
