// What the machine asks for.
extension RunHost {
    func perform(_ action: Action, in world: inout some RunWorld) {
        switch action {
        case .readFiles(let turn): world.readFiles(in: turn, of: self)
        case .lookUp(let turn, let key, let ttl): lookUp(turn, key, ttl, in: &world)
        case .call(let id): call(id, in: &world)
        case .cancelCall(let id): world.stop(id, of: self)
        case .validate(let turn, let output): validate(turn, output, in: &world)
        case .runHook(let turn, let hook): world.run(hook, in: turn, of: self)
        case .append(let turn, let output): append(turn, output, in: &world)
        case .recordCompensation(let phase):
            record(
                ask { writer?.entry(undoing: phase, of: $0) },
                answer: .compensationRecorded(phase: phase, nil),
                in: &world
            )
        case .record(let decision): record(decision, in: &world)
        case .discard(let phase): world.dropFiles(of: phase, of: self)
        case .rewind(let phase): world.rewind(to: phase, of: self)
        case .store(let key, let output, let took): store(key, output, took, in: &world)
        case .release(let key):
            var woken: [ProcessHost.Member] = []
            world.withProcess { woken = $0.release(key, by: member(of: key)) }
            wake(woken, in: &world)
        case .forget(let key): forget(key, in: &world)
        case .arm(let timer, let time): arm(timer, at: time, in: &world)
        case .disarm(let timer): disarm(timer, in: &world)
        case .finish(let status, let error):
            if waitsForRecord(action) || waitsForCache(action) { return }
            finish(status, error, in: &world)
        }
    }

    private func validate(_ turn: TurnID, _ output: PhaseOutput, in world: inout some RunWorld) {
        let validators = machine.planned[turn.phase].configuration.validators
        let findings = validators.compactMap { $0.finding(in: output) }
        if validators.contains(where: \.isLive) {
            world.validate(turn, output, findings, of: self)
        } else {
            world.answer(.validated(turn, findings), to: self)
        }
    }
}

// Calls of agents.
extension RunHost {
    private func call(_ id: CallID, in world: inout some RunWorld) {
        var call = AgentCall()
        if isDisturbed(at: .resource) { passResources(id, in: &world) }
        pass(&call, of: id, in: &world)
        world.call(id, call, of: self)
    }
}

// What is recorded.
extension RunHost {
    /// Records a commit: its files are in their place, then the journal has it, then the output counts.
    ///
    /// Nothing is recorded of what was discarded or cancelled meanwhile: it would count again for whoever resumes the run.
    private func append(_ turn: TurnID, _ output: PhaseOutput, in world: inout some RunWorld) {
        guard ask({ $0.isCommitting(turn) }) else { return }
        if output.files.isEmpty {
            recordCommit(of: turn.phase, output, in: &world)
        } else {
            world.keepFiles(output, in: turn, of: self)
        }
    }

    /// The files of a commit are in their place, or could not be put there. Nothing is recorded of what does not count
    /// any more.
    package func kept(
        _ output: PhaseOutput,
        in turn: TurnID,
        _ failure: OperationFailure?,
        in world: inout some RunWorld
    ) {
        guard !isFinished, ask({ $0.isCommitting(turn) }) else { return }
        if let failure {
            world.answer(.filesRefused(phase: turn.phase, failure), to: self)
        } else {
            recordCommit(of: turn.phase, output, in: &world)
        }
    }

    private func recordCommit(
        of phase: Int,
        _ output: PhaseOutput,
        in world: inout some RunWorld
    ) {
        if isDisturbed(at: .cacheWrite) { passStore(of: phase, in: &world) }
        ask { $0.beginRecording(commitOf: phase) }
        record(
            ask { writer?.entry(committing: phase, output, of: $0) },
            answer: .appended(phase: phase),
            in: &world
        )
    }

    private func record(
        _ entry: JournalWriter.Entry?,
        answer: Signal,
        in world: inout some RunWorld
    ) {
        // Nothing follows a failed append; the run is about to hear of it.
        if hasStoppedRecording { return }
        if let entry {
            write(entry, answer: answer, in: &world)
        } else {
            world.answer(answer, to: self)
        }
    }
}

// The cache, and results that several runs want at the same time.
extension RunHost {
    func member(of key: CacheKey) -> ProcessHost.Member {
        .init(run: number, phase: plan.place(of: key.phase) ?? 0)
    }

    private func lookUp(
        _ turn: TurnID,
        _ key: CacheKey,
        _ ttl: Duration?,
        in world: inout some RunWorld
    ) {
        if isDisturbed(at: .cacheRead) {
            lookUpDisturbed(turn, key, ttl, in: &world)
        } else {
            ask(turn, key, ttl, in: &world)
        }
    }

    /// Asks the cache; what it gives is what a fault says that it gives.
    func ask(
        _ turn: TurnID,
        _ key: CacheKey,
        _ ttl: Duration?,
        _ finding: LookUpPassage.Finding = .honest,
        skew: Duration = .zero,
        in world: inout some RunWorld
    ) {
        let member = ProcessHost.Member(run: number, phase: turn.phase)
        let wall = max(.zero, cacheWall(in: &world) + skew)
        var answer = ProcessHost.Answer.waits
        world.withProcess {
            answer = $0.lookUp(member, key, ttl: ttl, now: wall, finding: finding)
        }
        switch answer {
        case .found(let found): world.answer(.lookedUp(turn, found), to: self)
        case .waits: waiting[turn.phase] = .lookUp(turn, key, ttl: ttl)
        case .waitsForOthers:
            waiting[turn.phase] = .lookUp(turn, key, ttl: ttl)
            world.wake([member], elsewhere: true, of: self)
        }
    }

    /// Looks again for a result that was waited for, unless nobody wants it any more: who looks may have to make it.
    package func lookAgain(_ phase: Int, in world: inout some RunWorld) {
        guard let lookUp = waiting.removeValue(forKey: phase), !isFinished,
            ask({ $0.stillWants(lookUp) })
        else { return }
        perform(lookUp, in: &world)
    }

    private func store(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration,
        in world: inout some RunWorld
    ) {
        if isDisturbed(at: .cacheWrite), storeDisturbed(key, output, took, in: &world) { return }
        keep(key, output, took, in: &world)
    }

    func forget(_ key: CacheKey, in world: inout some RunWorld) {
        if !faulted.pauses.isEmpty { dropStore(of: key, in: &world) }
        world.withProcess { $0.forget(key) }
    }

    /// Has the cache keep a result.
    func keep(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration,
        in world: inout some RunWorld
    ) {
        let member = member(of: key)
        let tags = machine.planned[member.phase].configuration.cacheTags
        let wall = cacheWall(in: &world)
        var evicted = 0
        var woken: [ProcessHost.Member] = []
        world.withProcess {
            (evicted, woken) = $0.store(
                key,
                output,
                took: took,
                tags: tags,
                by: member,
                now: wall
            )
        }
        if keepsEvents { noteEvidence(key, output, in: &world) }
        trace.evicted += evicted
        if evicted > 0 { eviction = (member.phase, evicted) }
        wake(woken, in: &world)
    }

    private func noteEvidence(_ key: CacheKey, _ output: PhaseOutput, in world: inout some RunWorld)
    {
        var held: (entries: Int, bytes: Int)?
        world.withProcess { held = $0.cache.held }
        let kept = HostEvidence.Kept(
            phase: key.phase,
            digest: output.digest,
            sequence: eventCount
        )
        trace.evidence.note(kept, held)
    }

    func wake(_ members: [ProcessHost.Member], in world: inout some RunWorld) {
        if !members.isEmpty { world.wake(members, elsewhere: false, of: self) }
    }
}
