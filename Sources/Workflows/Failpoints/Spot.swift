/// A site in numbers alone, which refer to nothing: enough to see that nothing acts there, as at most of them.
package struct Spot: Sendable {
    /// The failpoint.
    package let failpoint: Failpoint
    /// The phase's place in the plan; below zero where it is about no phase.
    package let place: Int
    /// What is done with the phase.
    package let role: Site.Role
    /// The number of the attempt in the run, from 1; 0 where it is about none.
    package let attempt: Int
    /// The number of the run's repetition; 0 where it is not repeated.
    package let repetition: Int
    /// How often something had passed here before.
    package let visit: Int
    /// The time since the start of the run.
    package let time: Duration
    /// The chance of the site.
    package let chance: Chance
}

extension Site {
    /// The site in numbers alone.
    package var spot: Spot {
        Spot(
            failpoint: failpoint,
            place: place,
            role: role,
            attempt: attempt,
            repetition: run.repetition,
            visit: visit,
            time: time,
            chance: chance
        )
    }
}
