// Look-ups pass `cache.read`.
extension RunHost {
    func lookUpDisturbed(
        _ turn: TurnID,
        _ key: CacheKey,
        _ ttl: Duration?,
        in world: inout some RunWorld
    ) {
        let member = ProcessHost.Member(run: number, phase: turn.phase)
        let wall = world.cacheWall
        var held: CacheHoldings?
        world.withProcess { held = $0.holdings(for: member, key, ttl: ttl, now: wall) }
        guard let held else {
            // Another makes the result: the cache is not asked yet.
            ask(turn, key, ttl, in: &world)
            return
        }
        var passage = Passage.lookUp(LookUpPassage(held: held))
        let acted = pass(&passage, at: .cacheRead, phase: turn.phase, in: &world)
        guard !acted.isEmpty, case .lookUp(let changed) = passage else {
            ask(turn, key, ttl, in: &world)
            return
        }
        say(acted, phase: turn.phase, in: &world)
        if changed.delay > .zero {
            wait(for: .lookUp(turn, key, ttl: ttl, changed), turn.phase, changed.delay, in: &world)
        } else {
            ask(turn, key, ttl, changed.finding, skew: changed.skew, in: &world)
        }
    }
}

// Results pass `cache.write`.
extension RunHost {
    /// Has the result of a phase pass that is about to be recorded: what happens after the last commit, no event can say.
    func passStore(of phase: Int, in world: inout some RunWorld) {
        faulted.stores[phase] = nil
        guard let key = ask({ $0.keyToKeep(of: phase) }) else { return }
        var covered: Set<CacheKey.Field> = []
        world.withProcess { covered = Set($0.narrowed(key).parts.map(\.field)) }
        var passage = Passage.store(StorePassage(covered: covered))
        let acted = pass(&passage, at: .cacheWrite, phase: phase, in: &world)
        guard !acted.isEmpty, case .store(let changed) = passage else { return }
        say(acted, phase: phase, in: &world)
        if !changed.omitted.isEmpty {
            world.withProcess { $0.omit(changed.omitted, fromKeysOf: key.phase) }
        }
        faulted.stores[phase] = changed
    }

    /// Does with a result what faults said when it passed; says whether they said anything.
    func storeDisturbed(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration,
        in world: inout some RunWorld
    ) -> Bool {
        let phase = member(of: key).phase
        guard let passage = faulted.stores.removeValue(forKey: phase) else { return false }
        if passage.delay > .zero {
            let store = CachePause.store(key, output, took: took, passage.fate)
            wait(for: store, phase, passage.delay, in: &world)
        } else {
            keep(key, output, took, as: passage.fate, in: &world)
        }
        return true
    }

    private func keep(
        _ key: CacheKey,
        _ output: PhaseOutput,
        _ took: Duration,
        as fate: StorePassage.Fate,
        in world: inout some RunWorld
    ) {
        switch fate {
        case .kept: keep(key, output, took, in: &world)
        case .evicted:
            world.withProcess { $0.forget(key) }
            perform(.release(key), in: &world)
        case .failure: perform(.release(key), in: &world)
        }
    }
}

// A slow cache.
extension RunHost {
    /// Has the cache do something for a phase later. A run ends once its results are kept.
    private func wait(
        for pause: CachePause,
        _ phase: Int,
        _ delay: Duration,
        in world: inout some RunWorld
    ) {
        if case .store(let key, _, _, _)? = faulted.pauses.updateValue(pause, forKey: phase) {
            // The result was discarded meanwhile, and this is the next one.
            perform(.release(key), in: &world)
        }
        world.wait(for: .cache(phase: phase), until: min(world.now + delay, .longest), of: self)
    }

    /// Takes up what concerns the host alone; says whether it does.
    func takesUp(_ signal: Signal, in world: inout some RunWorld) -> Bool {
        switch signal {
        case .fired(.cache(let phase)):
            goOn(withCacheOf: phase, in: &world)
            return true
        case .cancel where faulted.end != nil:
            endNow(in: &world)
            return true
        default: return false
        }
    }

    /// A result that a slow cache has not kept yet is to be forgotten: it is not kept later either.
    func dropStore(of key: CacheKey, in world: inout some RunWorld) {
        let phase = member(of: key).phase
        guard case .store(let pending, _, _, _)? = faulted.pauses[phase] else { return }
        faulted.pauses[phase] = nil
        world.disarm(.cache(phase: phase), of: self)
        perform(.release(pending), in: &world)
    }

    private func goOn(withCacheOf phase: Int, in world: inout some RunWorld) {
        switch faulted.pauses.removeValue(forKey: phase) {
        case .lookUp(let turn, let key, let ttl, let passage)?:
            guard ask({ $0.stillWants(.lookUp(turn, key, ttl: ttl)) }) else { return }
            ask(turn, key, ttl, passage.finding, skew: passage.skew, in: &world)
        case .store(let key, let output, let took, let fate)?:
            if ask({ $0.stillWants(.store(key, output, took: took)) }) {
                keep(key, output, took, as: fate, in: &world)
            } else {
                perform(.release(key), in: &world)
            }
            if let (phase, evicted) = eviction.take() {
                world.answer(.stored(phase: phase, evicted: evicted), to: self)
            }
            if !hasSlowStores { endNow(in: &world) }
        case nil: break
        }
    }

    private var hasSlowStores: Bool {
        faulted.pauses.values.contains(where: \.isStore)
    }

    /// Has the end of the run wait for results that are still to be kept; says whether it does. Whoever cancels waits for
    /// nothing.
    func waitsForCache(_ end: Action) -> Bool {
        guard !faulted.pauses.isEmpty, hasSlowStores else { return false }
        if case .finish(.cancelled, _) = end { return false }
        faulted.end = end
        return true
    }

    private func endNow(in world: inout some RunWorld) {
        guard let end = faulted.end.take() else { return }
        faulted.pauses.removeAll()
        perform(end, in: &world)
    }
}
