/// The sites of one run at one failpoint; what they have in common is worked out once.
package struct SiteChances: Sendable {
    private let failpoint: Failpoint
    private let spots: SpotChances
    private let run: Site.Run
    private let seed: UInt64
    private let drawnName: String?

    /// The sites of a run that bears this name.
    package init(_ failpoint: Failpoint, seed: UInt64, as run: Site.Run) {
        self.init(failpoint, seed: seed, as: run, drawnName: nil)
    }

    /// The sites of a run of this plan that bears this name.
    init(_ failpoint: Failpoint, of plan: RunPlan, as run: Site.Run) {
        let drawnName = plan.drawsInCommon ? plan.drawnName : nil
        self.init(failpoint, seed: plan.seed, as: run, drawnName: drawnName)
    }

    /// The name that draws know the run by is given where it is not the run's own.
    private init(_ failpoint: Failpoint, seed: UInt64, as run: Site.Run, drawnName: String?) {
        self.failpoint = failpoint
        self.run = run
        self.seed = seed
        self.drawnName = drawnName
        let name = Chance.Word(drawnName ?? run.name)
        spots = SpotChances(failpoint, seed: seed, of: run, name)
    }

    /// The site of a call for a phase, or of what a call led to, at this time of the run.
    package func site(of call: CallID, for phase: RunPlan.Phase, at time: Duration) -> Site {
        site(spots.spot(of: call, phase.word, at: time), phase.id)
    }

    /// The site of what concerns a phase, for the time with this number there, from 0.
    package func site(
        of place: Int,
        _ phase: RunPlan.Phase,
        role: Site.Role = .execute,
        attempt: Int = 0,
        visit: Int = 0,
        at time: Duration
    ) -> Site {
        let spot = spots.spot(
            of: place,
            phase.word,
            role: role,
            attempt: attempt,
            visit: visit,
            at: time
        )
        return site(spot, phase.id)
    }

    /// The site of what concerns the whole run, for the time with this number there, from 0.
    package func site(visit: Int, at time: Duration) -> Site {
        site(spots.spot(visit: visit, at: time), "")
    }

    private func site(_ spot: Spot, _ phase: PhaseID) -> Site {
        Site(spot, run: run, phase: phase, seed: seed, drawnName: drawnName)
    }
}

extension Site {
    /// The site at a spot of a run, which concerns the phase with this name; empty where it concerns none.
    init(_ spot: Spot, run: Run, phase: PhaseID, seed: UInt64, drawnName: String?) {
        self.init(
            failpoint: spot.failpoint,
            run: run,
            place: spot.place,
            phase: phase,
            role: spot.role,
            attempt: spot.attempt,
            visit: spot.visit,
            time: spot.time,
            chance: spot.chance,
            seed: seed,
            drawnName: drawnName
        )
    }

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
