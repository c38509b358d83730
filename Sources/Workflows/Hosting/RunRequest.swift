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
    /// What interrupts it at a moment that none of these names.
    package var interruption: RunInterruption?
    /// How long programs have to end by themselves when it is cancelled; `nil` where each says that itself.
    package var grace: Duration?
    /// The name of the run that it resumes, first of the row; its own where it starts anew.
    package var lineage: String
    /// How often that run has been resumed.
    package var life = 0
    /// What it has behind it as the same run; `nil` where its process never died by a fault.
    package var earlier: EarlierLives?
    /// What acted on the opening of the journal that it resumes.
    package var opened: [FiredFault] = []
    /// Why it cannot go on: it only says so.
    package var refusal: OperationFailure?

    /// Orders a new run.
    package init(plan: RunPlan) {
        self.plan = plan
        lineage = plan.run.name
    }

    /// Whether it resumes a run that began before.
    var goesOn: Bool { life > 0 || restoration != nil || earlier != nil }

    /// Whether it starts anew, and nothing is to interrupt it.
    package var isUndisturbed: Bool {
        !goesOn && recordedEntries == 0 && death == nil && cancelsAfter == nil && cancelsAt == nil
            && interruption == nil && opened.isEmpty && refusal == nil
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

extension RunRequest {
    /// Has the run interrupted.
    package mutating func interrupt(by interruption: RunInterruption?) {
        guard let interruption else { return }
        if case .cancellation(let grace) = interruption.manner { self.grace = grace }
        switch (interruption.isDeath, interruption.moment) {
        case (true, .afterCommit(let phase)): death = .afterCommit(of: phase)
        case (true, .event(let number)): death = .afterEvents(number)
        case (false, .afterCommit(let phase)): cancelsAfter = phase
        case (false, .at(let time)): cancelsAt = time
        default: self.interruption = interruption
        }
    }

    /// When the run is interrupted, counted from its start, where a time says so.
    package var interruptedAt: Duration? {
        if let cancelsAt { return cancelsAt }
        if case .at(let time)? = interruption?.moment { return time }
        return nil
    }
}
