internal import Workflows

/// A result, what it is kept under, and all that it depends on.
struct ProducedResult: Hashable {
    let phase: PhaseID
    let output: Digest
    let key: Digest
    let basis: Digest

    /// Whether the key leaves out some of what the result depends on.
    var isNarrowed: Bool { key != basis }

    /// The same, without the outputs in memory whose digests these are.
    var settled: ProducedResult {
        ProducedResult(phase: phase, output: output.settled, key: key.settled, basis: basis.settled)
    }
}

/// What became of a run's results, read from its log.
struct ResultReplay {
    /// What a record says of a result.
    enum Change {
        /// The run made and committed it, and wants it in the cache or does not.
        case made(ProducedResult, isKept: Bool)
        /// The run takes it from the cache, where it may have been made of something else.
        case taken(ProducedResult)
        /// It counts since before the run was resumed.
        case restored(ProducedResult)
        /// It no longer counts.
        case discarded(ProducedResult)
    }

    private var keys = ResultKeys()
    /// What each phase gave last, fallbacks included: in a run that keeps to its order, what its dependants were given.
    private var outputs: [Digest?] = []
    /// What each phase committed.
    private var standing: [ProducedResult?] = []

    /// A run begins.
    mutating func begin(_ plan: ObservedPlan) {
        outputs.refill(plan.count, with: nil)
        standing.refill(plan.count, with: nil)
    }

    /// Takes up a record.
    mutating func note(_ record: ResultLog.Record, _ plan: ObservedPlan) -> Change? {
        let place = Int(record.place)
        guard let output = record.output else {
            defer { standing[place] = nil }
            return standing[place].map { .discarded($0) }
        }
        if record.kind != .made, record.kind != .kept { outputs[place] = output }
        guard record.kind != .given else { return nil }
        let (key, basis) = keys.keys(of: place, in: plan, given: outputs)
        let phase = plan.phases[place]
        // A key that covers files is known to whoever read them: the event says all that the result depends on.
        let coversFiles =
            phase.readsFiles && phase.configuration.keyFields?.contains(.agent) != false
        let made = ProducedResult(
            phase: phase.id,
            output: output,
            key: coversFiles ? record.inputs ?? key : key,
            basis: record.inputs ?? basis
        )
        if record.kind == .taken { return .taken(made) }
        standing[place] = made
        switch record.kind {
        case .made, .givenAndMade:
            return .made(made, isKept: plan.phases[place].configuration.isCached)
        case .restored: return .restored(made)
        default: return nil
        }
    }
}
