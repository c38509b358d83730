internal import Workflows

/// A run begins once, ends once, and its time never goes back.
enum OneEnding {
    static let summary = "a run begins once, ends once, and its time never goes back"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
        guard let first = run.events.first, let last = run.events.last else {
            return InvariantViolation(run: run.plan.run.id, "the run left no event")
        }
        guard case .runStarted = first.kind else {
            return InvariantViolation(first, "the first event is \(first.kindName)")
        }
        guard case .runEnded = last.kind else {
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
            if case .runStarted = event.kind {
                return InvariantViolation(event, "the run starts a second time")
            }
            if case .runEnded = event.kind, event.sequence != last.sequence {
                return InvariantViolation(event, "the run goes on after its end")
            }
            previous = event
        }
        return nil
    }
}
