// What a resumed run starts from.
extension RunMachine {
    /// Takes over what counts since before the run was interrupted.
    mutating func restore(_ restoration: RunRestoration, _ step: inout MachineOutput) {
        // Where the run is being undone, what could not be undone does not count any more; it was forgotten before that
        // was recorded.
        let isUndone = restoration.compensating != nil
        let abandoned = isUndone ? restoration.decisions.abandoned : []
        emit(
            .runResumed(
                workflow: plan.workflow,
                seed: plan.seed,
                restored: restoration.phases.keys.count { !abandoned.contains($0) },
                cutBytes: restoration.cutBytes
            ),
            &step
        )
        for fired in opened { say(fired, phase: nil, attempt: nil, &step) }
        rollbacks = restoration.status == nil ? restoration.rollbacks : 0
        restoreSpending(restoration.events)
        restoreDecisions(restoration.decisions)
        var counted: [(index: Int, phase: RunRestoration.Phase)] = []
        for (index, phase) in plan.phases.enumerated() {
            phases[index].attempts = restoration.attempts[phase.id] ?? 0
            phases[index].revisionsRequested = restoration.revisions[phase.id] ?? 0
            phases[index].feedback = restoration.feedback[phase.id]
            phases[index].history = restoration.history[phase.id] ?? []
            guard let restored = restoration.phases[phase.id], !phase.isSkipped else { continue }
            guard !abandoned.contains(phase.id) else {
                phases[index].state = .rollbackFailed
                continue
            }
            counted.append((index, restored))
        }
        counted.sort { $0.phase.order < $1.phase.order }
        for (index, restored) in counted { restore(index, restored, &step) }
        commits = phases.map(\.commitOrder).max() ?? 0
    }

    /// Whether the hook after a phase is not known to have ended.
    private func isUnsettled(_ index: Int) -> Bool {
        planned[index].configuration.hooks.contains(.after)
            && restoration?.decisions.unsettled.contains(planned[index].id) == true
    }

    /// A restored result was committed by the journal: it enters the plan's order without the steps that led to it.
    private mutating func restore(
        _ index: Int,
        _ restored: RunRestoration.Phase,
        _ step: inout MachineOutput
    ) {
        let id = planned[index].id
        guard let output = restored.commit?.output ?? planned[index].fallback else { return }
        phases[index].output = output
        phases[index].isCached = restored.commit?.isCached ?? false
        phases[index].commitOrder = restored.order
        phases[index].state = restored.isDegraded ? .degraded : .committed
        if planned[index].configuration.isCached {
            phases[index].key = cacheKey(of: index)
            if planned[index].readsFiles { step.actions.append(.readFiles(turn(of: index))) }
        }
        phases[index].isSettling =
            !restored.isDegraded && isUnsettled(index) && restoration?.compensating == nil
        if !phases[index].isSettling { settle(index, true) }
        emit(
            .phaseRestored(id, digest: output.digest, isFallback: restored.isDegraded),
            at: index,
            &step
        )
    }
}
