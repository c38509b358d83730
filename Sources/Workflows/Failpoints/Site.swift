/// Where and when something passes a failpoint: what selectors look at, and what every draw of chance is keyed by.
///
/// Draws are keyed by the words of names, never by places or by counts of what happened before: what another fault does,
/// or an edit of the scenario elsewhere, moves none of them.
package struct Site: Sendable {
    /// Whether a phase is done or undone.
    package enum Role: Int, Sendable, CaseIterable {
        /// The phase's own agent is called.
        case execute
        /// The agent is called that undoes the phase.
        case undo
    }

    /// The run that a site is in.
    package struct Run: Sendable, Hashable {
        /// The name of the run, or of the one that it resumes, first of the row.
        package let name: String
        /// The number of the repetition; 0 where the run is not repeated.
        package let repetition: Int
        /// How often the run had been resumed: a resumed run repeats the attempt that was in flight, and must not meet the
        /// same draw again.
        package let life: Int

        /// Names a run.
        package init(name: String, repetition: Int, life: Int = 0) {
            self.name = name
            self.repetition = repetition
            self.life = life
        }
    }

    /// A site as a value that can be kept: of a fault that fired, to fire again.
    package struct Key: Sendable, Hashable {
        package let failpoint: Failpoint
        package let run: Run
        package let phase: String
        package let role: Role
        package let attempt: Int
        package let visit: Int

        /// Names a site.
        package init(
            _ failpoint: Failpoint,
            run: Run,
            phase: String,
            role: Role,
            attempt: Int,
            visit: Int = 0
        ) {
            self.failpoint = failpoint
            self.run = run
            self.phase = phase
            self.role = role
            self.attempt = attempt
            self.visit = visit
        }
    }

    /// The failpoint.
    package let failpoint: Failpoint
    /// The run.
    package let run: Run
    /// The phase's place in the plan; below zero where it is about no phase.
    package let place: Int
    /// The phase's name; empty where it is about none.
    package let phase: PhaseID
    /// What is done with the phase.
    package let role: Role
    /// The number of the attempt in the run, from 1; 0 where it is about none.
    package let attempt: Int
    /// How often something had passed here before.
    package let visit: Int
    /// The time since the start of the run.
    package let time: Duration
    /// The chance of everything above but the time.
    package let chance: Chance
    /// What all chance of the run derives from.
    package let seed: UInt64
    /// The name that draws know the run by, where that is not its own.
    let drawnName: String?
    /// When the run started, by the world's clock; known where something counts over runs.
    package var startedAt = Duration.zero
    /// The tokens that the call is known to use before it begins; known where somebody counts them.
    package var tokens: Int?

    /// The site without what cannot be kept.
    package var key: Key {
        Key(
            failpoint,
            run: run,
            phase: phase.name,
            role: role,
            attempt: attempt,
            visit: visit
        )
    }
}
