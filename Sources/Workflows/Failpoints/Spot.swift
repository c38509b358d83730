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

/// What the spots of one run at one failpoint have in common: numbers alone, so that a host copies nothing that is counted.
struct SpotChances: Sendable {
    private let failpoint: Failpoint
    private let repetition: Int
    private let chance: Chance

    private static let fault = Chance.Word("fault")
    private static let wholeRun = Chance.Word("")

    /// The spots of a run whose name was made a word before.
    init(_ failpoint: Failpoint, seed: UInt64, of run: Site.Run, _ name: Chance.Word) {
        self.failpoint = failpoint
        repetition = run.repetition
        chance = Chance(seed: seed).named(Self.fault).named(failpoint.word).named(name)
            .numbered(run.repetition).numbered(run.life)
    }

    /// The spot of a call for the phase with this name, or of what a call led to, at this time of the run.
    @inline(__always)
    func spot(of call: CallID, _ phase: Chance.Word, at time: Duration) -> Spot {
        spot(
            of: call.phase,
            phase,
            role: call.isCompensation ? .undo : .execute,
            attempt: call.attempt,
            at: time
        )
    }

    /// The spot of what concerns a phase, for the time with this number there, from 0.
    @inline(__always)
    func spot(
        of place: Int,
        _ phase: Chance.Word,
        role: Site.Role = .execute,
        attempt: Int = 0,
        visit: Int = 0,
        at time: Duration
    ) -> Spot {
        Spot(
            failpoint: failpoint,
            place: place,
            role: role,
            attempt: attempt,
            repetition: repetition,
            visit: visit,
            time: time,
            chance: chance.named(phase).numbered(role.rawValue).numbered(attempt)
                .visited(visit)
        )
    }

    /// The spot of what concerns the whole run, for the time with this number there, from 0.
    func spot(visit: Int, at time: Duration) -> Spot {
        Spot(
            failpoint: failpoint,
            place: -1,
            role: .execute,
            attempt: 0,
            repetition: repetition,
            visit: visit,
            time: time,
            chance: chance.named(Self.wholeRun).visited(visit)
        )
    }
}

extension Chance {
    /// The first visit of a site draws what it drew when there was no second.
    fileprivate func visited(_ visit: Int) -> Chance { visit == 0 ? self : numbered(visit) }
}
