/// The failpoints that a run passes, where something can disturb it.
struct RunFailpoints {
    /// The number of the run's plan among those that faults know.
    let table: Int
    /// Where something can act.
    let disturbed: FailpointSet
    private let seed: UInt64
    private let run: Site.Run
    /// Every call passes here; where else something passes is worked out when it does.
    let calls: SiteChances
    /// How often each place was passed that can be passed again: by failpoint, then by phase.
    private var visits: [Int: Int] = [:]

    init(table: Int, disturbed: FailpointSet, seed: UInt64, as run: Site.Run) {
        self.table = table
        self.disturbed = disturbed
        self.seed = seed
        self.run = run
        calls = SiteChances(.agentCall, seed: seed, as: run)
    }

    /// The sites at a failpoint.
    func chances(_ failpoint: Failpoint) -> SiteChances {
        failpoint == .agentCall ? calls : SiteChances(failpoint, seed: seed, as: run)
    }

    /// How often a failpoint was passed for a phase, or for the whole run, before this time.
    mutating func visit(_ failpoint: Failpoint, phase: Int?) -> Int {
        let key = failpoint.place + Failpoint.allCases.count * (phase.map { $0 + 1 } ?? 0)
        defer { visits[key, default: 0] += 1 }
        return visits[key] ?? 0
    }
}

// Where faults act.
extension RunHost {
    /// Takes up which faults can act in this run.
    func enterFailpoints(of table: Int?, _ process: ProcessHost) {
        guard let table else {
            failpoints = nil
            return
        }
        faulted = FaultedWork()
        failpoints = RunFailpoints(
            table: table,
            disturbed: process.faults.failpoints(of: table),
            seed: plan.seed,
            as: order.site
        )
    }

    /// Whether something can act at a failpoint.
    func isDisturbed(at failpoint: Failpoint) -> Bool {
        failpoints?.disturbed.contains(failpoint) ?? false
    }

    /// Lets something pass a failpoint that can be passed again for the same phase, or for the whole run; says what acted
    /// on it. Nobody is told of it yet: see `announce`.
    func pass(
        _ passage: inout Passage,
        at failpoint: Failpoint,
        phase: Int? = nil,
        in world: inout some RunWorld
    ) -> [FiredFault] {
        guard isDisturbed(at: failpoint), let table = failpoints?.table else { return [] }
        let visit = failpoints?.visit(failpoint, phase: phase) ?? 0
        guard let sites = failpoints?.chances(failpoint) else { return [] }
        let time = world.now - startedAt
        let site =
            phase.map { sites.site(of: $0, machine.planned[$0], visit: visit, at: time) }
            ?? sites.site(visit: visit, at: time)
        return pass(&passage, at: site, table, in: &world)
    }

    /// Lets what a call led to pass a failpoint; says what acted on it.
    func pass(
        _ passage: inout Passage,
        at failpoint: Failpoint,
        call: CallID,
        in world: inout some RunWorld
    ) -> [FiredFault] {
        guard let failpoints, failpoints.disturbed.contains(failpoint) else { return [] }
        let site = failpoints.chances(failpoint)
            .site(of: call, for: machine.planned[call.phase], at: world.now - startedAt)
        return pass(&passage, at: site, failpoints.table, in: &world)
    }

    private func pass(
        _ passage: inout Passage,
        at site: Site,
        _ table: Int,
        in world: inout some RunWorld
    ) -> [FiredFault] {
        var acted: [FiredFault] = []
        world.withProcess { acted = $0.faults.pass(&passage, at: site, of: table) }
        return acted
    }

    /// Has the run say what acted on it, before anything that the world answers from now on.
    func announce(
        _ acted: [FiredFault],
        phase: Int? = nil,
        attempt: Int? = nil,
        in world: inout some RunWorld
    ) {
        for fault in acted {
            world.answer(.faultInjected(phase: phase, attempt: attempt, fault), to: self)
            if keepsEvents { trace.firings[fault.id, default: 0] += 1 }
        }
    }

    /// The same at once, before what is handled now.
    func announceNow(
        _ acted: [FiredFault],
        phase: Int? = nil,
        attempt: Int? = nil,
        in world: inout some RunWorld
    ) {
        for fault in acted {
            handle(.faultInjected(phase: phase, attempt: attempt, fault), in: &world)
            if keepsEvents { trace.firings[fault.id, default: 0] += 1 }
        }
    }

    /// A signal as the machine will see it: answers pass `agent.output` on their way, verdicts `validator`.
    func disturbed(_ signal: Signal, in world: inout some RunWorld) -> Signal {
        if case .validated(let turn, let findings) = signal {
            return judged(turn, findings, in: &world)
        }
        guard isDisturbed(at: .agentOutput), case .ended(let call, .success(let answer)) = signal,
            ask({ $0.isCurrent(call) })
        else { return signal }
        var passage = Passage.answer(AnswerPassage(answer))
        let acted = pass(&passage, at: .agentOutput, call: call, in: &world)
        guard !acted.isEmpty, case .answer(let changed) = passage else { return signal }
        announceNow(acted, phase: call.phase, attempt: call.attempt, in: &world)
        return .ended(call, changed.failure.map { .failure($0) } ?? .success(changed.answer))
    }
}
