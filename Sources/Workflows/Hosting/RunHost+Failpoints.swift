/// The failpoints that a run passes, where something can disturb it.
struct RunFailpoints {
    /// The number of the run's plan among those that faults know.
    let table: Int
    /// Where something can act.
    let disturbed: FailpointSet
    /// Whether what acts on calls depends on those before.
    let remembersCalls: Bool
    /// What each phase's agent answered last, and the one that undoes it; known where answers are disturbed.
    private var answers: [Int: PhaseOutput] = [:]
    private let plan: RunPlan
    private let run: Site.Run
    /// Every call passes here; where else something passes is worked out when it does.
    let calls: SiteChances
    /// How often each place was passed that can be passed again: by failpoint, then by phase.
    private var visits: [Int: Int] = [:]

    init(
        table: Int,
        disturbed: FailpointSet,
        remembersCalls: Bool,
        of plan: RunPlan,
        as run: Site.Run
    ) {
        self.table = table
        self.disturbed = disturbed
        self.remembersCalls = remembersCalls
        self.plan = plan
        self.run = run
        calls = SiteChances(.agentCall, of: plan, as: run)
    }

    /// The sites at a failpoint.
    func chances(_ failpoint: Failpoint) -> SiteChances {
        failpoint == .agentCall ? calls : SiteChances(failpoint, of: plan, as: run)
    }

    /// How often a failpoint was passed for a phase, or for the whole run, before this time.
    mutating func visit(_ failpoint: Failpoint, phase: Int?) -> Int {
        let key = failpoint.place + Failpoint.allCases.count * (phase.map { $0 + 1 } ?? 0)
        defer { visits[key, default: 0] += 1 }
        return visits[key] ?? 0
    }

    /// Keeps what the agent of a call answered; gives what it had answered before.
    mutating func replaceAnswer(of call: CallID, by output: PhaseOutput) -> PhaseOutput? {
        answers.updateValue(output, forKey: 2 * call.phase + (call.isCompensation ? 1 : 0))
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
            remembersCalls: process.faults.remembersCalls,
            of: plan,
            as: order.site
        )
    }

    /// Whether something can act at a failpoint.
    func isDisturbed(at failpoint: Failpoint) -> Bool {
        failpoints?.disturbed.contains(failpoint) ?? false
    }

    /// Lets something pass a failpoint that can be passed again for the same phase, or for the whole run; says what acted
    /// on it. No event reports it yet: see `announce`.
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

    /// Says at once what acted, while what the machine asked for is being done.
    func say(
        _ acted: [FiredFault],
        phase: Int? = nil,
        attempt: Int? = nil,
        in world: inout some RunWorld
    ) {
        for fault in acted {
            let count = step.events.count
            machine.note(fault, phase: phase, attempt: attempt, at: world.now, into: &step)
            publish(step.events[count...])
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

    /// Lets a call pass `agent.call`.
    func pass(_ call: inout AgentCall, of id: CallID, in world: inout some RunWorld) {
        guard let failpoints, failpoints.disturbed.contains(.agentCall) else { return }
        var site = failpoints.calls
            .site(of: id, for: machine.planned[id.phase], at: world.now - startedAt)
        if failpoints.remembersCalls {
            site.startedAt = startedAt
            site.tokens = world.knownTokens(of: id, of: self)
        }
        var acted: [FiredFault] = []
        world.withProcess { acted = $0.faults.pass(&call, at: site, of: failpoints.table) }
        announce(acted, phase: id.phase, attempt: id.attempt, in: &world)
    }

    /// Says what a call used whose agent could not say so before; nothing where nobody counts it.
    private func noteTokens(_ signal: Signal, in world: inout some RunWorld) {
        guard failpoints?.remembersCalls == true, case .ended(let call, let result) = signal,
            let tokens = result.usage.tokens, world.knownTokens(of: call, of: self) == nil,
            ask({ $0.isCurrent(call) }), let failpoints
        else { return }
        var site = failpoints.calls
            .site(of: call, for: machine.planned[call.phase], at: world.now - startedAt)
        site.startedAt = startedAt
        world.withProcess { $0.faults.note(tokens: tokens, at: site, of: failpoints.table) }
    }

    /// A signal as the machine will see it: answers pass `agent.output` on their way, verdicts `validator`.
    func disturbed(_ signal: Signal, in world: inout some RunWorld) -> Signal {
        noteTokens(signal, in: &world)
        if case .validated(let turn, let findings) = signal {
            return judged(turn, findings, in: &world)
        }
        guard isDisturbed(at: .agentOutput), case .ended(let call, .success(let answer)) = signal,
            ask({ $0.isCurrent(call) })
        else { return signal }
        let earlier = failpoints?.replaceAnswer(of: call, by: answer.output)
        var passage = Passage.answer(AnswerPassage(answer, earlier: earlier))
        let acted = pass(&passage, at: .agentOutput, call: call, in: &world)
        guard !acted.isEmpty, case .answer(let changed) = passage else { return signal }
        announceNow(acted, phase: call.phase, attempt: call.attempt, in: &world)
        return .ended(call, changed.failure.map { .failure($0) } ?? .success(changed.answer))
    }
}
