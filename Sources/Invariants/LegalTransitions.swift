internal import Workflows

/// A phase takes only the steps of the table of transitions, and comes to one end.
///
/// It knows the table as events show it, apart from the machine's own: what the machine forgets to check shows here.
struct LegalTransitions: InvariantObserver {
    static let summary =
        "a phase takes only the steps that the table of transitions has, and comes to one end"

    private var stages: [PhaseStage] = []

    mutating func begin(_ places: Int) { stages.refill(places, with: .waiting) }

    mutating func makeRoom(_ places: Int) { stages.grow(places, with: .waiting) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        if case .runEnded = event.tag { return objection(to: source, plan) }
        let stage = stages[event.place]
        guard let next = stage.next(after: event.tag, source) else {
            return "\(source.phaseName) \(stage.words): \(source.kindName) cannot follow"
        }
        stages[event.place] = next
        return nil
    }

    /// What is wrong with the end of the run, where phases are like this.
    private func objection(to source: EventSource, _ plan: ObservedPlan) -> String? {
        guard case .runEnded(let status, _) = source.kind else { return nil }
        for place in stages.indices {
            let isWrong =
                switch status {
                case .succeeded: !stages[place].isSuccess
                case .degraded: !stages[place].isSuccess && stages[place] != .fallback
                default: stages[place].isInProgress
                }
            guard isWrong else { continue }
            let name = place < plan.count ? plan.phases[place].id.name : "a phase"
            return "the run ends \(status.rawValue) although \(name) \(stages[place].words)"
        }
        return nil
    }
}

/// Where a phase stands, as far as its events say.
enum PhaseStage: UInt8 {
    case waiting, ready, hit, running, answered, rejected, tried, backoff, made, kept, degraded
    case fallback, skipped, over, undoing, halfUndone, undone

    /// Whether the phase is over as in a run that succeeded.
    var isSuccess: Bool { self == .kept || self == .skipped }

    /// Whether something of it is still to be said.
    var isInProgress: Bool {
        switch self {
        case .ready, .hit, .running, .answered, .rejected, .tried, .backoff, .made, .degraded: true
        default: false
        }
    }

    /// Whether its turn has come and no call is in progress: it can end in any way.
    private var canEnd: Bool {
        isInProgress && self != .running && self != .made && self != .degraded
    }

    /// Where it stands after an event; `nil` where that cannot come.
    @inline(__always)
    func next(after tag: Event.Kind.Tag, _ source: EventSource) -> PhaseStage? {
        switch tag {
        case .phaseStarted: step(from: Self.waiting.bit, to: .ready)
        case .cacheMissed: step(from: Self.ready.bit, to: .ready)
        case .cacheHit: step(from: Self.ready.bit, to: .hit)
        case .attemptStarted:
            step(from: Self.ready.bit | Self.backoff.bit | Self.rejected.bit, to: .running)
        case .attemptSucceeded: step(from: Self.running.bit, to: .answered)
        case .attemptFailed: step(from: Self.running.bit, to: .tried)
        case .retryScheduled: step(from: Self.tried.bit, to: .backoff)
        case .validationFailed:
            step(from: Self.answered.bit | Self.hit.bit | Self.rejected.bit, to: .rejected)
        case .phaseCommitted: step(from: Self.answered.bit | Self.hit.bit, to: .made)
        case .phaseEnded: afterEnd(source)
        default: afterRare(tag, source)
        }
    }

    private var bit: UInt32 { 1 << UInt32(rawValue) }

    /// A row of the table: one comparison, because most events of a run ask for it.
    @inline(__always)
    private func step(from stages: UInt32, to next: PhaseStage) -> PhaseStage? {
        stages & bit != 0 ? next : nil
    }

    private func afterEnd(_ source: EventSource) -> PhaseStage? {
        guard case .phaseEnded(_, let ending) = source.kind else { return nil }
        switch ending {
        case .committed, .cached: return self == .made ? .kept : nil
        case .degraded: return self == .degraded ? .fallback : nil
        case .discarded: return canEnd ? .waiting : nil
        case .failed, .cancelled, .paused: return canEnd ? .over : nil
        }
    }

    private func afterRare(_ tag: Event.Kind.Tag, _ source: EventSource) -> PhaseStage? {
        switch (tag, self) {
        case (.phaseSkipped, .waiting): return .skipped
        case (.phaseRestored, .waiting):
            guard case .phaseRestored(_, _, let isFallback) = source.kind else { return nil }
            return isFallback ? .fallback : .kept
        case (.phaseDegraded, _): return canEnd ? .degraded : nil
        case (.phaseDiscarded, .kept), (.phaseDiscarded, .fallback): return .waiting
        case (.phaseDiscarded, .undone): return .undone
        case (.compensationStarted, .kept), (.compensationStarted, .halfUndone): return .undoing
        case (.compensated, .undoing):
            guard case .compensated(_, _, let failure) = source.kind else { return nil }
            return failure == nil ? .undone : .halfUndone
        default: return nil
        }
    }

    /// As a message says it.
    var words: String {
        switch self {
        case .waiting: "waits for its turn"
        case .ready: "has its turn"
        case .hit: "has a result from the cache"
        case .running: "has an agent at work"
        case .answered: "has an answer"
        case .rejected: "has a rejected answer"
        case .tried: "has a failed attempt"
        case .backoff: "waits before another attempt"
        case .made, .kept: "is committed"
        case .degraded, .fallback: "is degraded"
        case .skipped: "is skipped"
        case .over: "is over"
        case .undoing: "is being undone"
        case .halfUndone: "could not be undone"
        case .undone: "is undone"
        }
    }
}
