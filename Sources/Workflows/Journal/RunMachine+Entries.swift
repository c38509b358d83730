// What a journal's entries take from the machine.
extension RunMachine {
    /// What a phase's next attempt would be given, the earliest attempts left out.
    func memory(of phase: PhaseID, after known: Int) -> PhaseMemory? {
        guard let place = plan.place(of: phase) else { return nil }
        let progress = phases[place]
        let context = plan.context
        // What was committed has done: its causes are answered, even if it is undone.
        let isAnswered =
            switch progress.state {
            case .committing, .committed, .rollingBack, .rolledBack, .rollbackFailed: true
            default: false
            }
        return PhaseMemory(
            phase: phase,
            history: context.isEnabled && context.hasHistory
                ? Array(progress.history.dropFirst(known)) : [],
            feedback: isAnswered ? nil : progress.feedback
        )
    }

    func hasHookAfter(_ phase: PhaseID) -> Bool {
        plan.place(of: phase).map { planned[$0].configuration.hooks.contains(.after) } ?? false
    }

    func isFromCache(_ phase: Int) -> Bool { phases[phase].isCached }

    /// What the machine will say once a commit is acknowledged, the end of the run included where nothing else is left.
    func announcement(ofCommit index: Int, _ output: PhaseOutput) -> [Event.Kind] {
        var kinds = [commitEvent(of: index, output), endEvent(of: index)]
        if closingPhase == index, let status = closingStatus(after: index) {
            kinds.append(.runEnded(status: status, error: nil))
        }
        return kinds
    }

    /// What the machine will say once an undone phase is recorded.
    func announcement(ofUndoing index: Int) -> [Event.Kind] {
        let id = planned[index].id
        let attempt = phases[index].compensationAttempts
        var kinds: [Event.Kind] = [.compensated(id, attempt: attempt, failure: nil)]
        if let output = phases[index].output {
            kinds.append(.phaseDiscarded(id, digest: output.digest))
        }
        return kinds
    }

    func next(_ kind: Event.Kind, offset: Int) -> Event {
        Event(sequence: sequence + 1 + offset, time: now - startedAt, run: run, kind: kind)
    }
}
