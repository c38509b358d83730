// `fail_fast: false`: a phase that fails or pauses lets those continue that do not depend on it.
extension RunMachine {
    /// Notes a failure that ends the run later; says whether it does.
    mutating func outlasts(_ index: Int, _ failure: OperationFailure, _ step: inout MachineOutput)
        -> Bool
    {
        guard !plan.failsFast, !phases[index].isLate else { return false }
        let isPause = planned[index].configuration.retry.onExhausted == .pause
        emit(.phaseEnded(planned[index].id, status: isPause ? .paused : .failed), at: index, &step)
        phases[index].hasEnded = true
        if lasting == nil { lasting = LastingFailure(index: index, failure: failure) }
        step.actions.append(.record(.exhausted(exhaustion(of: index, failure, awaitsHook: false))))
        return true
    }

    /// Takes the first failure's way out where nothing can run any more.
    mutating func endIfOutlasted(_ step: inout MachineOutput) {
        guard let lasting, active == 0, closingPhase == nil,
            !phases.contains(where: { $0.isSettling || $0.awaitsHookOnFailure || $0.awaitsSlot })
        else { return }
        self.lasting = nil
        phases[lasting.index].finalFailure = lasting.failure
        leave(lasting.index, &step)
    }
}
