internal import Workflows

/// What one run's events say of results: names as places, digests by reference, nothing hashed.
struct ResultLog {
    /// What happened to a result.
    enum Kind: UInt8 {
        /// The phase handed it on.
        case given
        /// The run made and committed it.
        case made
        /// The phase handed it on and committed it at once.
        case givenAndMade
        /// The run committed what the cache gave.
        case kept
        /// The cache gave it.
        case taken
        /// It counts since before the run was resumed.
        case restored
        /// The phase's result no longer counts.
        case discarded
    }

    struct Record {
        fileprivate(set) var kind: Kind
        let place: Int32
        fileprivate(set) var sequence: Int
        fileprivate(set) var time: Duration
        /// The result; none where it is discarded.
        let output: Digest?
        /// What the event says that the result depends on.
        let inputs: Digest?
    }

    private(set) var records: [Record] = []
    private(set) var hasHit = false
    /// The phases whose next commit is only of what the cache gave.
    private var isFromCache: [Bool] = []

    /// A run begins.
    mutating func begin(_ places: Int) {
        records.removeAll(keepingCapacity: true)
        hasHit = false
        isFromCache.refill(places, with: false)
    }

    /// Takes up an event that concerns a phase of the plan.
    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource) {
        switch event.tag {
        case .phaseStarted, .attemptStarted: isFromCache[event.place] = false
        // Each kind by itself: where several are matched the whole of it is copied.
        case .attemptSucceeded:
            guard case .attemptSucceeded(_, _, let output, _, _) = source.kind else { break }
            append(.given, event, output)
        case .phaseCommitted:
            guard case .phaseCommitted(_, let output, let inputs) = source.kind else { break }
            commit(event, output, inputs)
        case .phaseDegraded, .cacheHit, .phaseRestored: noteRare(event, source)
        case .phaseDiscarded: append(.discarded, event, nil)
        default: break
        }
    }

    private mutating func noteRare(_ event: ObservedEvent, _ source: EventSource) {
        switch source.kind {
        case .phaseDegraded(_, let output, _): append(.given, event, output)
        case .cacheHit(_, let output, let inputs):
            hasHit = true
            isFromCache[event.place] = true
            append(.taken, event, output, inputs)
        case .phaseRestored(_, let output, let isFallback):
            append(isFallback ? .given : .restored, event, output)
        default: break
        }
    }

    /// Most commits follow what they commit: one record says both.
    private mutating func commit(_ event: ObservedEvent, _ output: Digest?, _ inputs: Digest?) {
        guard !isFromCache[event.place] else {
            append(.kept, event, output, inputs)
            return
        }
        if inputs == nil, let last = records.indices.last, records[last].kind == .given,
            records[last].place == event.place, records[last].output == output
        {
            records[last].kind = .givenAndMade
            records[last].sequence = event.sequence
            records[last].time = event.time
        } else {
            append(.made, event, output, inputs)
        }
    }

    private mutating func append(
        _ kind: Kind,
        _ event: ObservedEvent,
        _ output: Digest?,
        _ inputs: Digest? = nil
    ) {
        records.append(
            Record(
                kind: kind,
                place: Int32(truncatingIfNeeded: event.place),
                sequence: event.sequence,
                time: event.time,
                output: output,
                inputs: inputs
            )
        )
    }
}
