internal import Workflows

/// Committed phases are undone in the reverse order of their commits, each once, and only after a failure.
enum CompensationOrder {
    static let summary =
        "committed phases are undone once, after a failure, the latest commit first"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
        var commits: [PhaseID: Int] = [:]
        var undone: Set<PhaseID> = []
        var latest = Int.max
        var hasRolledBack = run.events.first.map { event in
            if case .runResumed = event.kind { true } else { false }
        }
        for event in run.events {
            switch event.kind {
            case .phaseCommitted(let phase, _, _), .phaseRestored(let phase, _, _):
                commits[phase] = commits.count + 1
            case .rolledBack: hasRolledBack = true
            case .compensationStarted(let phase, 1):
                guard hasRolledBack == true, let commit = commits[phase], commit < latest else {
                    return InvariantViolation(event, "\(phase) is undone out of order")
                }
                latest = commit
            case .compensated(let phase, _, nil):
                guard undone.insert(phase).inserted else {
                    return InvariantViolation(event, "\(phase) is undone a second time")
                }
            default: break
            }
        }
        return nil
    }
}
