/// A run that a world is asked to perform, as far as every world understands it.
package struct RunRequest: Sendable {
    /// What is to be done. Agents go by the names that the plan's phases call them.
    package var plan: RunPlan
    /// Where the run starts from; `nil` for a new one.
    package var restoration: RunRestoration?
    /// How many entries its journal has already.
    package var recordedEntries = 0
    /// Whether its commits are journaled, where its configuration says so too.
    package var isRecorded = true
    /// Whether its journal says what was asked for, so that nothing else is asked of it later.
    package var recordsRequirements = false
    /// When its process dies.
    package var death: RunDeath?
    /// The phase whose commit cancels the run.
    package var cancelsAfter: PhaseID?
    /// When it is cancelled, counted from its start.
    package var cancelsAt: Duration?
    /// The name of the run that it resumes, first of the row; its own where it starts anew.
    package var lineage: String
    /// How often that run has been resumed.
    package var life = 0
    /// What it has behind it as the same run; `nil` where its process never died by a fault.
    package var earlier: EarlierLives?
    /// What acted on the opening of the journal that it resumes.
    package var opened: [FiredFault] = []
    /// Why it cannot go on: it only says so.
    package var refusal: AgentFailure?

    /// Orders a new run.
    package init(plan: RunPlan) {
        self.plan = plan
        lineage = plan.run.name
    }

    /// Whose effects the run's are: its own and those of the run that it resumes. No key of an effect has a part in it, so that
    /// keys which change are seen.
    package var effectsOwner: String {
        Event.Run(name: lineage, repetition: plan.run.repetition).id
    }

    /// The run as faults know it.
    package var site: Site.Run {
        Site.Run(name: lineage, repetition: plan.run.repetition, life: life)
    }
}

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
            step.keepActions { if case .store = $0 { true } else { false } }
        case .afterEvents(let limit):
            let excess = earlier + step.latest.count - limit
            guard excess >= 0 else { return nil }
            step.events.removeLast(min(excess, step.latest.count))
            step.keepActions { _ in false }
        case .beforeCommit(let phase):
            guard step.commits(phase, of: plan) else { return nil }
            step.keepActions { _ in false }
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
