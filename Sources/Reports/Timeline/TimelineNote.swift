internal import Workflows

/// Something in an execution that a person wants to know of.
struct TimelineNote: Sendable {
    /// When it happened.
    let time: Duration
    /// The phase; none where it concerns the whole run.
    let phase: PhaseID?
    /// What happened, in one line.
    let text: String
    /// Whether it is bad news.
    let isFailure: Bool

    private static let maxBytes = 500

    /// What is worth telling, in order.
    static func all(in execution: TimelineExecution) -> [TimelineNote] {
        var notes: [TimelineNote] = []
        var failures: [PhaseID: OperationFailure] = [:]
        var hasFailedPhase = false
        for event in execution.events {
            note(event, in: &failures)
            if case .phaseEnded(let phase, .failed) = event.kind {
                hasFailedPhase = true
                // A rollback that leads to no other end has said why already.
                if case .rolledBack(phase, _, _, _) = notes.last?.kind { continue }
            }
            guard let reported = reported(event, failure: event.phase.flatMap { failures[$0] })
            else {
                continue
            }
            notes.append(
                TimelineNote(event, text: reported.text, isFailure: reported.isFailure)
            )
        }
        if execution.status == .failed, !hasFailedPhase, let last = execution.events.last {
            let cause = execution.cause.map { ": \(TimelineWords.kind($0))" } ?? ""
            notes.append(TimelineNote(last, text: "the run failed\(cause)", isFailure: true))
        }
        return notes
    }

    /// Keeps what a phase that ends now would have failed of.
    private static func note(_ event: Event, in failures: inout [PhaseID: OperationFailure]) {
        switch event.kind {
        case .phaseStarted(let phase): failures[phase] = nil
        case .attemptFailed(let phase, _, let failure): failures[phase] = failure
        case .validationFailed(let phase, _, _):
            // Its own note has the reasons.
            failures[phase] = OperationFailure(kind: .validation, message: "")
        default: break
        }
    }

    private let kind: Event.Kind

    private init(_ event: Event, text: String, isFailure: Bool) {
        time = event.time
        phase = event.phase
        kind = event.kind
        self.text = text
        self.isFailure = isFailure
    }

    private static func reported(
        _ event: Event,
        failure: OperationFailure?
    ) -> (text: String, isFailure: Bool)? {
        switch event.kind {
        case .faultInjected(_, let attempt, let fault, let effect):
            let which = attempt.map { ", attempt \($0)" } ?? ""
            return ("fault \"\(line(fault))\": \(line(effect))\(which)", false)
        case .validationFailed(_, let attempt, let finding):
            let which = attempt > 0 ? "attempt \(attempt)" : "the cached result"
            return (
                "\(which) rejected by \(line(finding.validator)): \(line(finding.message))", true
            )
        case .revisionRequested(_, let revise, let revision, _):
            return ("sent work back to \(line(revise.name)), revision \(revision)", false)
        case .patternFound(_, _, let pattern, let count):
            return ("pattern \(line(pattern)): \(count) in a row", false)
        case .anomalyFound(_, let took, let limit):
            return ("slow: took \(SpanText.text(took)), limit \(SpanText.text(limit))", false)
        case .phaseDegraded(_, _, let cause): return ("took its fallback: \(line(cause))", false)
        case .phaseEnded(_, let status) where status == .failed || status == .paused:
            return ("\(status.rawValue)\(because(failure))", true)
        default: return undone(event)
        }
    }

    private static func undone(_ event: Event) -> (text: String, isFailure: Bool)? {
        switch event.kind {
        case .rolledBack(_, let policy, let target, let failure):
            let again = target.map { ", on from \(line($0.name))" } ?? ""
            return ("rolled back (\(line(policy)))\(again)\(because(failure))", true)
        case .compensated(_, let attempt, nil):
            return (attempt > 1 ? "undone at attempt \(attempt)" : "undone", false)
        case .compensated(_, let attempt, let failure?):
            return ("attempt \(attempt) to undo it failed\(because(failure))", true)
        case .hookEnded(_, let hook, let failure?):
            return ("hook \(hook.rawValue) failed\(because(failure))", true)
        default: return nil
        }
    }

    private static func because(_ failure: OperationFailure?) -> String {
        guard let failure else { return "" }
        let message = failure.message.isEmpty ? "" : ": \(line(failure.message))"
        return ": \(TimelineWords.kind(failure.kind))\(message)"
    }

    private static func line(_ text: String) -> String {
        PlainText.oneLine(text, limit: maxBytes)
    }
}
