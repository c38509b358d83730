/// One time that an agent did something to the world, or undid it, whatever became of its answer.
package struct EffectAct: Sendable, Equatable {
    /// Who acted: one attempt of a phase's turn, or of its undoing.
    package struct Origin: Sendable, Hashable {
        /// The phase.
        package let phase: PhaseID
        /// How often the phase's work had been discarded before.
        package let discards: Int
        /// The number of the attempt, from 1.
        package let attempt: Int
        /// Whether the phase's result was being undone.
        package let isUndoing: Bool

        /// Names an attempt.
        package init(phase: PhaseID, discards: Int = 0, attempt: Int, isUndoing: Bool = false) {
            self.phase = phase
            self.discards = discards
            self.attempt = attempt
            self.isUndoing = isUndoing
        }
    }

    /// Who acted.
    package let origin: Origin
    /// What was done, or is to be taken back.
    package let effect: AgentEffect
    /// What the other side knows it by; nothing where it can't tell one time from another.
    package let key: String?
    /// Its place in the agent's list, or among those of its name that the attempt does.
    package let place: Int
    /// Whether it takes the effect back.
    package let isUndo: Bool

    /// Describes an act.
    package init(
        _ effect: AgentEffect,
        by origin: Origin,
        key: String?,
        place: Int = 0,
        isUndo: Bool = false
    ) {
        self.origin = origin
        self.effect = effect
        self.key = key
        self.place = place
        self.isUndo = isUndo
    }
}
