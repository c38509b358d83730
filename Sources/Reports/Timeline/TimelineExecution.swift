internal import Monitoring
internal import Workflows

/// One execution of a run: from its start, or from where it was resumed, to its end.
struct TimelineExecution: Sendable {
    /// What happened, in order.
    let events: [Event]
    /// The phases in the plan's order, then those that the plan doesn't know.
    let phases: [PhaseTimeline]
    /// When the last event came.
    let duration: Duration
    /// How it ended; `nil` where it never said.
    let status: RunStatus?
    /// The kind of the first cause.
    let cause: String?
    /// What decided when it was over.
    let criticalPath: CriticalPath

    /// The executions that a journal knows of, the earliest first.
    static func all(of restoration: RunRestoration) -> [TimelineExecution] {
        all(of: restoration.events, plan: restoration.header?.phases ?? [])
    }

    /// The executions that these events tell of, the earliest first.
    static func all(of events: [Event], plan: [RunHeader.Phase]) -> [TimelineExecution] {
        var parts: [[Event]] = []
        for event in events {
            switch event.kind {
            case .runStarted, .runResumed: parts.append([event])
            default:
                if parts.isEmpty { parts.append([]) }
                parts[parts.count - 1].append(event)
            }
        }
        return parts.map { TimelineExecution($0, plan: plan) }
    }

    private init(_ events: [Event], plan: [RunHeader.Phase]) {
        self.events = events
        duration = events.reduce(.zero) { max($0, $1.time) }
        phases = Self.fold(events, plan: plan)
        criticalPath = CriticalPath(phases: plan, events: events)
        if case .runEnded(let status, let error) = events.last?.kind {
            self.status = status
            cause = error?.failure.kind
        } else {
            status = nil
            cause = nil
        }
    }

    private static func fold(_ events: [Event], plan: [RunHeader.Phase]) -> [PhaseTimeline] {
        var phases = plan.map { PhaseTimeline(id: $0.id) }
        var places: [PhaseID: Int] = [:]
        for (place, phase) in plan.enumerated() { places[phase.id] = place }
        var reason: PhaseTimeline.Reason?
        for event in events {
            switch event.kind {
            case .rolledBack: reason = .rollback
            case .revisionRequested: reason = .revision
            default: break
            }
            guard let id = event.phase else { continue }
            let place = places[id] ?? phases.count
            if place == phases.count {
                places[id] = place
                phases.append(PhaseTimeline(id: id))
            }
            phases[place].add(event, reason: reason)
        }
        return phases
    }
}
