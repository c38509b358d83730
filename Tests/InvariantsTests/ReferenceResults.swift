import Workflows

/// A result, what it is kept under, and all that it depends on.
struct ReferenceMade: Hashable {
    let phase: PhaseID
    let output: Digest
    let key: Digest
    let basis: Digest

    /// Whether the key leaves out some of what the result depends on.
    var isNarrowed: Bool { key != basis }
}

/// The results that count in one run, event after event.
struct ReferenceResults {
    /// What an event says of a result.
    enum Change {
        /// The run made and committed it, and wants it in the cache or does not.
        case made(ReferenceMade, isKept: Bool)
        /// The run takes it from the cache, where it may have been made of something else.
        case taken(ReferenceMade)
        /// It counts since before the run was resumed.
        case restored(ReferenceMade)
        /// It no longer counts.
        case discarded(ReferenceMade)
    }

    private let plan: RunPlan
    private let phases: [RunPlan.Phase]
    /// What each phase gave last, fallbacks included: in a run that keeps to its order, what its dependants were given.
    private var outputs: [Digest?]
    /// What each phase committed.
    private var standing: [PhaseID: ReferenceMade] = [:]
    /// The phases whose next commit is only of what the cache gave.
    private var hits: Set<PhaseID> = []

    init(_ plan: RunPlan) {
        self.plan = plan
        phases = plan.phases
        outputs = Array(repeating: nil, count: phases.count)
    }

    /// Takes up an event.
    mutating func note(_ kind: Event.Kind) -> Change? {
        switch kind {
        case .phaseStarted(let phase), .attemptStarted(let phase, _, _): hits.remove(phase)
        case .cacheHit(let phase, let output, let inputs):
            hits.insert(phase)
            give(output, from: phase)
            return made(phase, output, inputs).map { .taken($0) }
        case .phaseCommitted(let phase, let output, let inputs):
            let made = made(phase, output, inputs)
            standing[phase] = made
            return hits.contains(phase) ? nil : made.map { .made($0, isKept: isCached(phase)) }
        case .phaseRestored(let phase, let output, let isFallback):
            give(output, from: phase)
            let made = made(phase, output, nil)
            guard !isFallback else { return nil }
            standing[phase] = made
            return made.map { .restored($0) }
        case .attemptSucceeded(let phase, _, let output, _, _),
            .phaseDegraded(let phase, let output, _):
            give(output, from: phase)
        case .phaseDiscarded(let phase, _):
            return standing.removeValue(forKey: phase).map { .discarded($0) }
        default: break
        }
        return nil
    }

    private mutating func give(_ output: Digest, from phase: PhaseID) {
        if let place = plan.place(of: phase) { outputs[place] = output }
    }

    private func made(_ phase: PhaseID, _ output: Digest, _ inputs: Digest?) -> ReferenceMade? {
        guard let place = plan.place(of: phase) else { return nil }
        let key = phases[place].cacheKey { outputs[$0] }.digest
        let basis = inputs ?? phases[place].basis { outputs[$0] }
        return ReferenceMade(phase: phase, output: output, key: key, basis: basis)
    }

    private func isCached(_ phase: PhaseID) -> Bool {
        plan.place(of: phase).map { phases[$0].configuration.isCached } ?? false
    }
}
