/// When the process that executes a run dies.
package enum RunDeath: Sendable, Equatable {
    /// Once the commit of this phase is acknowledged.
    case afterCommit(of: PhaseID)
    /// Once so many events have happened; what the last of them asks for is not done any more.
    case afterEvents(Int)
    /// Once the result of this phase is there, and before it is recorded.
    case beforeCommit(of: PhaseID)
    /// At whichever of these comes first.
    indirect case first(of: [RunDeath])

    /// Cuts the step short in which the process dies; gives the death that it dies, where it does. `earlier` events happened
    /// before the step.
    func cut(
        _ step: inout MachineOutput,
        after signal: Signal,
        of plan: RunPlan,
        earlier: Int
    ) -> RunDeath? {
        switch self {
        case .afterCommit(let phase):
            guard case .appended(let index) = signal, plan.phases[index].id == phase,
                let last = step.latest.lastIndex(where: { $0.isEnd(of: phase) })
            else { return nil }
            step.events.removeSubrange((last + 1)...)
            // The commit is acknowledged: its result is kept, and nothing else is begun.
            step.keepActions { action in
                switch action {
                case .store, .forget: true
                default: false
                }
            }
        case .afterEvents(let limit):
            let excess = earlier + step.latest.count - limit
            guard excess >= 0 else { return nil }
            step.events.removeLast(min(excess, step.latest.count))
            step.keepForgotten()
        case .beforeCommit(let phase):
            guard step.commits(phase, of: plan) else { return nil }
            step.keepForgotten()
        case .first(let deaths):
            for death in deaths {
                let died = death.cut(&step, after: signal, of: plan, earlier: earlier)
                if let died { return died }
            }
            return nil
        }
        return self
    }
}

extension Event {
    fileprivate func isEnd(of phase: PhaseID) -> Bool {
        if case .phaseEnded(phase, _) = kind { true } else { false }
    }
}

extension MachineOutput {
    /// Has a process that dies do nothing more, but that the cache does not serve what it said is discarded: the decision
    /// may die with it.
    mutating func keepForgotten() {
        keepActions { if case .forget = $0 { true } else { false } }
    }

    /// Whether the result of a phase is to be recorded now.
    fileprivate func commits(_ phase: PhaseID, of plan: RunPlan) -> Bool {
        actions.contains { action in
            if case .append(let turn, _) = action {
                plan.phases[turn.phase].id == phase
            } else {
                false
            }
        }
    }
}
