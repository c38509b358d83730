internal import Workflows

/// No phase starts before what it needs is committed, degraded or skipped.
enum DependencyOrder {
    static let summary = "no phase starts before what it needs is committed, degraded or skipped"

    static func violation(in run: JudgedRun) -> InvariantViolation? {
        let needs = Dictionary(
            run.plan.phases.map { phase in
                (phase.id, phase.needs.map { run.plan.phases[$0].id })
            },
            uniquingKeysWith: { first, _ in first }
        )
        var over: Set<PhaseID> = []
        for event in run.events {
            switch event.kind {
            case .phaseSkipped(let phase), .phaseCommitted(let phase, _, _),
                .phaseDegraded(let phase, _, _), .phaseRestored(let phase, _, _):
                over.insert(phase)
            case .phaseDiscarded(let phase, _):
                over.remove(phase)
            case .phaseStarted(let phase), .attemptStarted(let phase, _, _):
                if let missing = needs[phase]?.first(where: { !over.contains($0) }) {
                    return InvariantViolation(
                        event,
                        "\(phase) starts although \(missing) is not over"
                    )
                }
            default: break
            }
        }
        return nil
    }
}
