internal import Workflows

/// What a fault cut or broke is no result: at the end it is neither committed nor in the cache.
///
/// It may be discarded, rejected, rolled back or replaced by a fallback before.
struct DamagedOutputUnused: InvariantObserver {
    static let summary =
        "an output that a fault cut or broke is not committed when the run ends, and the cache does "
        + "not give it"

    /// An output that a fault damaged.
    struct Output: Equatable {
        let phase: PhaseID
        let digest: Digest
        let fault: String

        /// The same, without the output in memory whose digest it has.
        var settled: Output { Output(phase: phase, digest: digest.settled, fault: fault) }
    }

    private struct Phase {
        /// The attempt that a fault acts on, and the fault.
        var attempt: Int32 = 0
        var fault = ""
        /// The answer that the fault left, until another takes its place.
        var answer: Digest?
        /// The event that committed it; 0 where none did.
        var commit = 0
    }

    /// What was damaged so far in the scenario, and what was also given by an agent that nothing disturbed.
    private(set) var damaged: [Output] = []
    private var phases: [Phase] = []
    /// Whether a fault damaged something in this run.
    private var isConcerned = false

    mutating func begin(_ places: Int) {
        if isConcerned || phases.count != places { phases.refill(places, with: Phase()) }
        isConcerned = false
        if !damaged.isEmpty { damaged.removeAll(keepingCapacity: true) }
    }

    /// Takes up what was damaged in runs before.
    mutating func takeOver(_ damaged: [Output]) { self.damaged = damaged }

    mutating func makeRoom(_ places: Int) { phases.grow(places, with: Phase()) }

    @inline(__always)
    mutating func note(_ event: ObservedEvent, _ source: EventSource, _ plan: ObservedPlan)
        -> String?
    {
        if case .faultInjected = event.tag {
            noteFault(event.place, source)
            return nil
        }
        return isConcerned || !damaged.isEmpty ? objection(to: event, source, plan) : nil
    }

    private mutating func noteFault(_ place: Int, _ source: EventSource) {
        guard case .faultInjected(.some, let attempt?, let fault, let effect) = source.kind,
            Self.breaks(effect)
        else { return }
        isConcerned = true
        phases[place].attempt = Int32(clamping: attempt)
        phases[place].fault = fault
    }

    /// Whether a type of fault leaves less than the agent gave.
    private static func breaks(_ type: String) -> Bool {
        switch type {
        case "truncate", "empty", "invalid_json", "error_in_200", "clean_cut": true
        default: false
        }
    }

    private mutating func objection(
        to event: ObservedEvent,
        _ source: EventSource,
        _ plan: ObservedPlan
    ) -> String? {
        let place = event.place
        switch source.kind {
        case .attemptSucceeded(let phase, let attempt, let digest, _, _):
            answered(place, phase, Int32(clamping: attempt), digest)
        case .phaseCommitted(let phase, let digest, _):
            guard phases[place].answer != nil else {
                // What an agent gives undisturbed is no damage, even where it is the same.
                damaged.removeAll { $0.phase == phase && $0.digest == digest }
                return nil
            }
            phases[place].commit = event.sequence
        case .phaseDiscarded, .phaseStarted:
            // After a death attempts are counted anew: the first is not the one that was damaged before.
            phases[place] = Phase()
        case .cacheHit(let phase, let digest, _), .phaseRestored(let phase, let digest, false):
            phases[place].answer = nil
            guard let output = damaged.first(where: { $0.phase == phase && $0.digest == digest })
            else { return nil }
            return "\(phase) takes \(digest.short), which the fault \"\(output.fault)\" damaged"
        case .runEnded:
            guard let place = phases.firstIndex(where: { $0.commit > 0 }), place < plan.count
            else { return nil }
            return "\(plan.phases[place].id) is committed by event \(phases[place].commit) with "
                + "attempt \(phases[place].attempt), which the fault "
                + "\"\(phases[place].fault)\" damaged"
        default: break
        }
        return nil
    }

    private mutating func answered(
        _ place: Int,
        _ phase: PhaseID,
        _ attempt: Int32,
        _ digest: Digest
    ) {
        guard phases[place].attempt == attempt else {
            phases[place].answer = nil
            return
        }
        phases[place].answer = digest
        damaged.append(Output(phase: phase, digest: digest, fault: phases[place].fault))
    }
}
