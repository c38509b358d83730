package import Workflows

extension ExecutionRow {
    /// What a run's events amount to, those of all its lives in order.
    ///
    /// - Parameters:
    ///   - plan: The keys of phases are taken from it.
    ///   - status: How the run ended, where its last event is missing.
    ///   - startedAt: The wall time of its start, since 1970.
    ///   - files: The parts that the files of agents make of keys which no event says, by phase.
    package init(
        events: some Sequence<Event>,
        plan: RunPlan,
        status: RunStatus,
        startedAt: Duration,
        files: [PhaseID: [CacheKey.Part]] = [:]
    ) {
        var fold = ExecutionFold(plan, files)
        for event in events { fold.add(event) }
        fold.end()
        self.init(
            startedAt: startedAt,
            seed: plan.seed,
            repetition: plan.run.repetition,
            status: status,
            duration: fold.last,
            phases: fold.turns,
            firedFaults: fold.fired.sorted()
        )
    }
}

/// Folds events into the turns of phases and their attempts.
private struct ExecutionFold {
    private struct Call: Hashable {
        let phase: PhaseID
        let attempt: Int
    }

    private let plan: RunPlan
    private let files: [PhaseID: [CacheKey.Part]]
    private(set) var turns: [PhaseRow] = []
    private(set) var fired: Set<String> = []
    private(set) var last = Duration.zero
    /// When the present life began: the events of a life that another process executed count from its start.
    private var origin = Duration.zero
    private var lastInLife = Duration.zero
    /// The place of each phase's latest turn.
    private var places: [PhaseID: Int] = [:]
    private var visits: [PhaseID: Int] = [:]
    /// The outputs that others are given, by place in the plan.
    private var outputs: [Int: Digest] = [:]
    private var faulted: Set<Call> = []

    init(_ plan: RunPlan, _ files: [PhaseID: [CacheKey.Part]]) {
        self.plan = plan
        self.files = files
    }

    mutating func add(_ event: Event) {
        if case .runResumed = event.kind { beginLife(at: event.time) }
        let time = origin + event.time
        lastInLife = max(lastInLife, event.time)
        last = max(last, time)
        add(event, at: time)
    }

    private mutating func beginLife(at time: Duration) {
        endTurns()
        if time < lastInLife {
            origin = last
            lastInLife = .zero
        }
    }

    private mutating func add(_ event: Event, at time: Duration) {
        switch event.kind {
        case .phaseStarted(let phase): begin(phase, time)
        case .phaseEnded(let phase, let ending):
            change(phase) { turn in
                turn.ending = ending
                turn.duration = time - turn.start
            }
            if !ending.counts { keep(nil, of: phase) }
        case .phaseCommitted(let phase, let digest, let inputs):
            keep(digest, of: phase)
            take(inputs, of: phase)
        case .cacheHit(let phase, _, let inputs):
            change(phase) { $0.isCached = true }
            take(inputs, of: phase)
        case .phaseDegraded(let phase, let digest, _), .phaseRestored(let phase, let digest, _):
            keep(digest, of: phase)
        case .phaseDiscarded(let phase, _): keep(nil, of: phase)
        case .faultInjected(let phase, let attempt, let fault, _):
            fired.insert(fault)
            if let phase, let attempt { faulted.insert(Call(phase: phase, attempt: attempt)) }
        default: addCall(event, at: time)
        }
    }

    private mutating func addCall(_ event: Event, at time: Duration) {
        switch event.kind {
        case .attemptStarted(let phase, let attempt, _):
            change(phase) { turn in
                turn.isCached = false
                turn.attempts.append(AttemptRow(number: attempt, start: time))
            }
        case .attemptSucceeded(let phase, let attempt, _, _, let usage):
            end(attempt, of: phase, time, .succeeded, usage)
        case .attemptFailed(let phase, let attempt, let failure):
            let outcome = AttemptRow.Outcome.failed(
                kind: failure.kind,
                isRetryable: failure.isRetryable
            )
            end(attempt, of: phase, time, outcome, failure.usage)
        case .validationFailed(let phase, let attempt, _):
            change(phase) { turn in
                turn.change(attempt) { if $0.outcome == .succeeded { $0.outcome = .rejected } }
            }
        case .retryScheduled(let phase, _, let delay, _):
            change(phase) { turn in
                guard let place = turn.attempts.indices.last else { return }
                turn.attempts[place].delay = delay
            }
        default: break
        }
    }

    /// No event follows.
    mutating func end() {
        endTurns()
        for place in turns.indices {
            for call in turns[place].attempts.indices {
                let attempt = turns[place].attempts[call]
                turns[place].attempts[call].isFaulted = faulted.contains(
                    Call(phase: turns[place].phase, attempt: attempt.number)
                )
            }
        }
    }

    /// The process is over: turns and calls of its that never ended lasted until now.
    private mutating func endTurns() {
        for place in places.values where turns[place].ending == nil {
            turns[place].duration = last - turns[place].start
            for call in turns[place].attempts.indices
            where turns[place].attempts[call].outcome == .unknown {
                turns[place].attempts[call].duration = last - turns[place].attempts[call].start
            }
        }
        places = [:]
    }

    private mutating func begin(_ phase: PhaseID, _ time: Duration) {
        visits[phase, default: 0] += 1
        var turn = PhaseRow(phase: phase, visit: visits[phase] ?? 1, start: time)
        if let place = plan.place(of: phase) {
            let planned = plan.phases[place]
            turn.usesCache = planned.configuration.isCached
            turn.key = planned.knownKey(files[phase]) { outputs[$0] }
        }
        places[phase] = turns.count
        turns.append(turn)
    }

    private mutating func end(
        _ attempt: Int,
        of phase: PhaseID,
        _ time: Duration,
        _ outcome: AttemptRow.Outcome,
        _ usage: Usage
    ) {
        change(phase) { turn in
            turn.change(attempt) { call in
                call.duration = time - call.start
                call.outcome = outcome
                call.usage = usage
            }
        }
    }

    private mutating func change(_ phase: PhaseID, _ body: (inout PhaseRow) -> Void) {
        guard let place = places[phase] else { return }
        body(&turns[place])
    }

    private mutating func keep(_ output: Digest?, of phase: PhaseID) {
        guard let place = plan.place(of: phase) else { return }
        outputs[place] = output
    }

    /// Takes the key of a phase that depends on files: where it was not narrowed, it covers all that the result depends
    /// on.
    private mutating func take(_ inputs: Digest?, of phase: PhaseID) {
        guard let place = plan.place(of: phase), plan.phases[place].readsFiles,
            plan.phases[place].configuration.isCached,
            plan.phases[place].configuration.keyFields == nil
        else { return }
        let planned = plan.phases[place]
        let key = inputs ?? planned.cacheKey { outputs[$0] }.digest
        change(phase) { $0.key = key }
    }
}

extension PhaseRow {
    fileprivate mutating func change(_ attempt: Int, _ body: (inout AttemptRow) -> Void) {
        guard let place = attempts.lastIndex(where: { $0.number == attempt }) else { return }
        body(&attempts[place])
    }
}

extension RunPlan.Phase {
    /// The digest of the key with these outputs of other phases; `nil` where it covers files that are not known.
    fileprivate func knownKey(
        _ files: [CacheKey.Part]?,
        _ outputs: (Int) -> Digest?
    ) -> Digest? {
        let coversFiles = readsFiles && (configuration.keyFields?.contains(.agent) ?? true)
        if let files, coversFiles { return cacheKey(files: files, outputs).digest }
        return coversFiles ? nil : cacheKey(outputs).digest
    }
}
