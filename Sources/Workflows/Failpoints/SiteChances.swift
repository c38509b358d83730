/// The sites of one run at one failpoint; what they have in common is worked out once.
package struct SiteChances: Sendable {
    private let failpoint: Failpoint
    private let run: Site.Run
    private let seed: UInt64
    private let drawnName: String?
    private let chance: Chance

    private static let fault = Chance.Word("fault")

    /// The sites of a run that bears this name.
    package init(_ failpoint: Failpoint, seed: UInt64, as run: Site.Run) {
        self.init(failpoint, seed: seed, as: run, Chance.Word(run.name))
    }

    /// The sites of a run of this plan that bears this name.
    init(_ failpoint: Failpoint, of plan: RunPlan, as run: Site.Run) {
        let drawnName = plan.drawsInCommon ? plan.drawnName : nil
        let name = Chance.Word(drawnName ?? run.name)
        self.init(failpoint, seed: plan.seed, as: run, name, drawnName: drawnName)
    }

    /// The same, where the name that draws know the run by was made a word before; `drawnName` is that name where it is not
    /// the run's own.
    init(
        _ failpoint: Failpoint,
        seed: UInt64,
        as run: Site.Run,
        _ name: Chance.Word,
        drawnName: String? = nil
    ) {
        self.failpoint = failpoint
        self.run = run
        self.seed = seed
        self.drawnName = drawnName
        chance = Chance(seed: seed).named(Self.fault).named(failpoint.word).named(name)
            .numbered(run.repetition).numbered(run.life)
    }

    /// The site of a call for a phase, or of what a call led to, at this time of the run.
    package func site(of call: CallID, for phase: RunPlan.Phase, at time: Duration) -> Site {
        site(spot(of: call, for: phase, at: time), phase.id)
    }

    /// The same in numbers alone.
    @inline(__always)
    func spot(of call: CallID, for phase: RunPlan.Phase, at time: Duration) -> Spot {
        spot(
            of: call.phase,
            phase,
            role: call.isCompensation ? .undo : .execute,
            attempt: call.attempt,
            at: time
        )
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
        let spot = spot(of: place, phase, role: role, attempt: attempt, visit: visit, at: time)
        return site(spot, phase.id)
    }

    /// The same in numbers alone.
    @inline(__always)
    func spot(
        of place: Int,
        _ phase: RunPlan.Phase,
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
            repetition: run.repetition,
            visit: visit,
            time: time,
            chance: chance.named(phase.word).numbered(role.rawValue).numbered(attempt)
                .visited(visit)
        )
    }

    /// The site of what concerns the whole run, for the time with this number there, from 0.
    package func site(visit: Int, at time: Duration) -> Site {
        site(spot(visit: visit, at: time), "")
    }

    /// The same in numbers alone.
    func spot(visit: Int, at time: Duration) -> Spot {
        Spot(
            failpoint: failpoint,
            place: -1,
            role: .execute,
            attempt: 0,
            repetition: run.repetition,
            visit: visit,
            time: time,
            chance: chance.named(Self.wholeRun).visited(visit)
        )
    }

    /// The site at a spot of this run, which concerns the phase with this name.
    func site(_ spot: Spot, _ phase: PhaseID) -> Site {
        Site(
            failpoint: failpoint,
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

    private static let wholeRun = Chance.Word("")
}

extension Chance {
    /// The first visit of a site draws what it drew when there was no second.
    fileprivate func visited(_ visit: Int) -> Chance { visit == 0 ? self : numbered(visit) }
}
