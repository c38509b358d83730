// What another process made of a run that is resumed here.
extension ProcessHost {
    /// Passes the calls and the answers of a run again that another process made after its basis: faults that count have to
    /// know them.
    ///
    /// A call is the same whoever makes it, and meets the same draws again. Of an answer only its digest is known: what
    /// acted on it is read from the events. Of what its basis has taken up, `earlier`, only what lasts is looked at.
    package mutating func revisit(
        _ events: some Sequence<Event>,
        after earlier: some Sequence<Event> = EmptyCollection(),
        of plan: RunPlan,
        as name: String,
        lives: [Int] = [0]
    ) {
        guard !faults.isIdle else { return }
        let table = faults.enter(plan, as: name)
        let disturbed = faults.failpoints(of: table)
        let remembersCalls = faults.remembersCalls
        let isTimed = remembersCalls || disturbed.contains(.clock)
        let starts = isTimed ? Self.starts(ofLivesIn: Array(earlier) + Array(events)) : []
        let isHarmed = disturbed.contains(.process)
        let lowered = disturbed.contains(.resource) ? Self.lowered(in: events, of: plan) : nil
        var row = 0
        for event in earlier {
            if case .runResumed = event.kind { row += 1 }
            let start = starts.indices.contains(row) ? starts[row] : .zero
            let run = Site.Run(name: name, repetition: plan.run.repetition)
            keep(event, of: plan, as: run, from: start, isCounted: false)
        }
        let first = row
        var life = lives.first ?? 0
        /// What acted since the phase's latest call began, by the phase's place.
        var acted: [Int: Set<String>] = [:]
        for (number, event) in events.enumerated() {
            if case .runResumed = event.kind {
                row += 1
                life = lives.indices.contains(row - first) ? lives[row - first] : life + 1
            }
            let run = Site.Run(name: name, repetition: plan.run.repetition, life: life)
            if isHarmed { revisit(event, of: plan, as: run, table) }
            if case .faultInjected(let phase?, _, let fault, _) = event.kind,
                let place = plan.place(of: phase)
            {
                acted[place, default: []].insert(fault)
            }
            let start = starts.indices.contains(row) ? starts[row] : .zero
            keep(event, of: plan, as: run, from: start, isCounted: true)
            if let call = event.call(in: plan) {
                acted[call.phase] = nil
                if let lowered, !call.isCompensation {
                    let site = SiteChances(.resource, of: plan, as: run)
                        .site(of: call, for: plan.phases[call.phase], at: event.time)
                    faults.revisit(site, of: table, fired: lowered[number] ?? [])
                }
                var passing = AgentCall()
                var site = SiteChances(.agentCall, of: plan, as: run)
                    .site(of: call, for: plan.phases[call.phase], at: event.time)
                if remembersCalls, starts.indices.contains(row) { site.startedAt = starts[row] }
                _ = faults.pass(&passing, at: site, of: table)
            }
            if disturbed.contains(.agentOutput), let call = event.delivery(in: plan) {
                let site = SiteChances(.agentOutput, of: plan, as: run)
                    .site(of: call, for: plan.phases[call.phase], at: event.time)
                faults.revisit(site, of: table, fired: acted[call.phase] ?? [])
            }
        }
    }

    /// An event that its process lived to record did it no harm: only its visit is counted again.
    private mutating func revisit(_ event: Event, of plan: RunPlan, as run: Site.Run, _ table: Int)
    {
        guard event.tag != .faultInjected, event.tag != .runEnded else { return }
        let sites = SiteChances(.process, of: plan, as: run)
        let place = event.phase.flatMap { plan.place(of: $0) }
        let site =
            place.map { sites.site(of: $0, plan.phases[$0], at: event.time) }
            ?? sites.site(visit: 0, at: event.time)
        var passage = Passage.process(ProcessPassage())
        _ = faults.pass(&passage, at: site, of: table)
    }

    /// What a fault did that lasts is so here too: a key that leaves something out, and a clock that was set.
    private mutating func keep(
        _ event: Event,
        of plan: RunPlan,
        as run: Site.Run,
        from start: Duration,
        isCounted: Bool
    ) {
        guard case .faultInjected(let phase, _, let fault, _) = event.kind else { return }
        let time = event.time
        if let phase, let place = plan.place(of: phase) {
            let site = SiteChances(.cacheWrite, seed: plan.seed, as: run)
                .site(of: place, plan.phases[place], at: time)
            // What the phase's key covered then is known of no journal; a fault narrows what is there to narrow.
            var passage = Passage.store(StorePassage(covered: Set(CacheKey.Field.allCases)))
            faults.react(fault, on: &passage, at: site, isCounted: isCounted)
            if case .store(let changed) = passage, !changed.omitted.isEmpty {
                omit(changed.omitted, fromKeysOf: phase)
            }
            return
        }
        let site = SiteChances(.clock, seed: plan.seed, as: run).site(visit: 0, at: time)
        var passage = Passage.clock(ClockPassage(.reading, rate: clock.rate))
        faults.react(fault, on: &passage, at: site, isCounted: isCounted)
        guard case .clock(let changed) = passage,
            changed.jump != .zero || changed.rate != clock.rate
        else { return }
        clock.set(by: changed.jump, rate: changed.rate, at: start + time)
    }

    /// What acted on each attempt, by the place of the event that says that it started.
    private static func lowered(in events: some Sequence<Event>, of plan: RunPlan)
        -> [Int: Set<String>]
    {
        var starts: [CallID: Int] = [:]
        var lowered: [Int: Set<String>] = [:]
        for (number, event) in events.enumerated() {
            if let call = event.call(in: plan) { starts[call] = number }
            guard case .faultInjected(let phase?, let attempt?, let fault, _) = event.kind,
                let place = plan.place(of: phase),
                let start = starts[CallID(phase: place, attempt: attempt)]
            else { continue }
            lowered[start, default: []].insert(fault)
        }
        return lowered
    }

    /// When each life of a run began, by the clock of this world: as far as that knows, each was resumed at once, and the
    /// last one is resumed now.
    private static func starts(ofLivesIn events: some Sequence<Event>) -> [Duration] {
        var lengths = [Duration.zero]
        for event in events {
            if case .runResumed = event.kind { lengths.append(.zero) }
            lengths[lengths.count - 1] = max(lengths[lengths.count - 1], event.time)
        }
        var starts: [Duration] = []
        var next = Duration.zero
        for length in lengths.reversed() {
            next -= length
            starts.append(next)
        }
        return starts.reversed()
    }
}

extension Event {
    /// The call that began with the event.
    fileprivate func call(in plan: RunPlan) -> CallID? {
        switch kind {
        case .attemptStarted(let phase, let attempt, _):
            plan.place(of: phase).map { CallID(phase: $0, attempt: attempt) }
        case .compensationStarted(let phase, let attempt):
            plan.place(of: phase).map {
                CallID(phase: $0, attempt: attempt, isCompensation: true)
            }
        default: nil
        }
    }

    /// The call whose answer the event shows to have reached the engine.
    package func delivery(in plan: RunPlan) -> CallID? {
        switch kind {
        case .attemptSucceeded(let phase, let attempt, _, _, _):
            plan.place(of: phase).map { CallID(phase: $0, attempt: attempt) }
        // The engine had the answer, and refused its files.
        case .attemptFailed(let phase, let attempt, let failure)
        where failure.kind == EngineFailure.pathEscape.rawValue:
            plan.place(of: phase).map { CallID(phase: $0, attempt: attempt) }
        case .compensated(let phase, let attempt, nil):
            plan.place(of: phase).map {
                CallID(phase: $0, attempt: attempt, isCompensation: true)
            }
        default: nil
        }
    }
}
