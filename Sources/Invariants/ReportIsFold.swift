internal import Quantities
internal import Workflows

/// What reports say of a run is what its events amount to, and no time is negative.
struct ReportIsFold {
    static let summary =
        "what reports say of a run is what its events amount to, and no time is negative"

    /// What is wrong with an event by itself.
    @inline(__always)
    static func objection(to event: ObservedEvent, _ source: EventSource) -> String? {
        if event.time.attoseconds < 0 { return "\(source.kindName) comes before the run began" }
        // A tag is matched, not compared: another module's `==` is called through its table.
        guard case .retryScheduled = event.tag,
            case .retryScheduled(_, let attempt, let delay, _) = source.kind,
            delay < .zero
        else { return nil }
        return "attempt \(attempt) of \(source.phaseName) is to wait a negative time"
    }

    /// What a report would say of a run that its events don't.
    ///
    /// Of a run whose process died the events are those that it left; the rest may know of more.
    static func objection(to trace: RunTrace, _ plan: ObservedPlan) -> String? {
        var fold = ReportIsFold()
        for event in trace.events { fold.add(event) }
        guard let (status, error) = fold.ending else {
            return trace.status == .interrupted || trace.events.isEmpty
                ? nil : "the run is reported as \(trace.status.rawValue), and no event says so"
        }
        if trace.status != status {
            return "the run is reported as \(trace.status.rawValue), its events say "
                + status.rawValue
        }
        if error?.phase != trace.error?.phase || error?.failure.kind != trace.error?.failure.kind {
            return "the cause is reported as \(words(trace.error)), the events say \(words(error))"
        }
        for planned in plan.phases {
            let phase = planned.id
            let reported = trace.outputs[phase]?.digest
            guard reported != fold.committed[phase] else { continue }
            return "\(phase) is reported with \(reported?.short ?? "no output"), the events say "
                + (fold.committed[phase]?.short ?? "no output")
        }
        return nil
    }

    private var ending: (status: RunStatus, error: RunError?)?
    private var committed: [PhaseID: Digest] = [:]

    private mutating func add(_ event: Event) {
        switch event.kind {
        case .runEnded(let status, let error): ending = (status, error)
        // What counts of earlier lives is restored, or does not count.
        case .runResumed: committed.removeAll()
        case .phaseCommitted(let phase, let digest, _),
            .phaseRestored(let phase, let digest, false):
            committed[phase] = digest
        case .phaseDiscarded(let phase, _), .compensationStarted(let phase, _):
            committed[phase] = nil
        case .phaseEnded(let phase, let ending) where !ending.counts: committed[phase] = nil
        default: break
        }
    }

    private static func words(_ error: RunError?) -> String {
        guard let error else { return "none" }
        return error.failure.kind + (error.phase.map { " in \($0)" } ?? "")
    }
}
