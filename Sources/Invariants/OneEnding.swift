internal import Workflows

/// A run begins once, ends once, and its time never goes back.
enum OneEnding {
    static let summary =
        "a run begins once, ends once unless its process died, and its time never goes back"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
        guard let first = run.events.first, let last = run.events.last else {
            return InvariantViolation(run: run.plan.run.id, "the run left no event")
        }
        switch first.kind {
        case .runStarted, .runResumed: break
        default: return InvariantViolation(first, "the first event is \(first.kindName)")
        }
        let isEnded = if case .runEnded = last.kind { true } else { false }
        guard isEnded != run.isInterrupted else {
            return InvariantViolation(last, "the last event is \(last.kindName)")
        }
        var previous = first
        for event in run.events.dropFirst() {
            if event.time < previous.time || event.sequence != previous.sequence + 1 {
                return InvariantViolation(
                    event,
                    "it follows event \(previous.sequence) out of order"
                )
            }
            switch event.kind {
            case .runStarted, .runResumed:
                return InvariantViolation(event, "the run starts a second time")
            default: break
            }
            if case .runEnded = event.kind, event.sequence != last.sequence {
                return InvariantViolation(event, "the run goes on after its end")
            }
            previous = event
        }
        return nil
    }
}
