// Where faults act.
extension RunHost {
    /// Takes up which faults can act in this run.
    func enterFailpoints(of table: Int?, _ process: ProcessHost) {
        guard let table else {
            if failpoints != nil { faulted = FaultedWork() }
            failpoints = nil
            watched = []
            touchesSignals = false
            return
        }
        faulted = FaultedWork()
        watched = process.faults.failpoints(of: table)
        let remembersCalls = process.faults.remembersCalls
        touchesSignals = remembersCalls || !watched.isDisjoint(with: .ofSignals)
        // The request itself is too much to copy.
        let site = Site.Run(
            name: order.lineage,
            repetition: order.plan.run.repetition,
            life: order.life
        )
        if let failpoints {
            failpoints.begin(table: table, remembersCalls: remembersCalls, of: plan, as: site)
        } else {
            failpoints = RunFailpoints(
                table: table,
                remembersCalls: remembersCalls,
                of: plan,
                as: site
            )
        }
    }

    /// Whether something can act at a failpoint.
    @inline(__always)
    func isDisturbed(at failpoint: Failpoint) -> Bool { watched.contains(failpoint) }

    /// Lets something pass a failpoint that can be passed again for the same phase, or for the whole run; says what acted
    /// on it. No event reports it yet: see `announce`.
    func pass(
        _ passage: inout Passage,
        at failpoint: Failpoint,
        phase: Int? = nil,
        in world: inout some RunWorld
    ) -> [FiredFault] {
        guard isDisturbed(at: failpoint), let failpoints else { return [] }
        let visit = failpoints.visit(failpoint, phase: phase)
        let spots = failpoints.spots(failpoint)
        let time = world.now - startedAt
        let spot =
            phase.map { spots.spot(of: $0, word(of: $0), visit: visit, at: time) }
            ?? spots.spot(visit: visit, at: time)
        if isLetBy(spot, failpoints.table, in: &world) { return [] }
        let id = phase.map { machine.planned[$0].id }
        return pass(&passage, at: failpoints.site(spot, id ?? ""), failpoints.table, in: &world)
    }

    /// Lets what a call led to pass a failpoint; says what acted on it.
    func pass(
        _ passage: inout Passage,
        at failpoint: Failpoint,
        call: CallID,
        in world: inout some RunWorld
    ) -> [FiredFault] {
        guard isDisturbed(at: failpoint), let failpoints else { return [] }
        let spots = failpoints.spots(failpoint)
        let spot = spots.spot(of: call, word(of: call.phase), at: world.now - startedAt)
        if isLetBy(spot, failpoints.table, in: &world) { return [] }
        let site = failpoints.site(spot, machine.planned[call.phase].id)
        return pass(&passage, at: site, failpoints.table, in: &world)
    }

    /// A phase's name as draws know it; the phase itself is too much to copy.
    @inline(__always)
    private func word(of phase: Int) -> Chance.Word { machine.planned[phase].word }

    /// Whether nothing acts at a spot; then what passes there is counted, and need not be looked at.
    @inline(__always)
    private func isLetBy(_ spot: Spot, _ table: Int, in world: inout some RunWorld) -> Bool {
        var isLetBy = false
        world.withProcess { isLetBy = $0.faults.letsBy(spot, of: table) }
        return isLetBy
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
            if hasReachedDeath { break }
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
        guard isDisturbed(at: .agentCall), let failpoints else { return }
        let spot = failpoints.calls.spot(of: id, word(of: id.phase), at: world.now - startedAt)
        if isLetBy(spot, failpoints.table, in: &world) { return }
        var site = failpoints.site(spot, machine.planned[id.phase].id)
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
        let spot = failpoints.calls.spot(of: call, word(of: call.phase), at: world.now - startedAt)
        var site = failpoints.site(spot, machine.planned[call.phase].id)
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
