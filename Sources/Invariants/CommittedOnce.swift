internal import Workflows

/// A result that counts, since this run or since before it was resumed, is not made again unless it was discarded.
enum CommittedOnce {
    static let summary = "a committed or restored result is not made again unless it was discarded"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
        var committed: Set<PhaseID> = []
        for event in run.events {
            switch event.kind {
            case .phaseCommitted(let phase, _, _), .phaseRestored(let phase, _, _):
                guard committed.insert(phase).inserted else {
                    return InvariantViolation(event, "\(phase) is committed a second time")
                }
            case .phaseDiscarded(let phase, _): committed.remove(phase)
            case .attemptStarted(let phase, _, _):
                if committed.contains(phase) {
                    return InvariantViolation(
                        event,
                        "\(phase) is executed although it is committed"
                    )
                }
            default: break
            }
        }
        return nil
    }
}
