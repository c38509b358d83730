import Invariants
import Workflows

/// The invariants as they were first written: over whole arrays, by names. What follows runs while they happen has to
/// come to the same.
enum Reference {
    static func violation(of invariant: Invariant, in runs: [ObservedRun]) -> ReferenceViolation? {
        switch invariant {
        case .oneEnding: first(in: runs, ReferenceOneEnding.violation)
        case .dependencyOrder: first(in: runs.flatMap(\.lives), ReferenceDependencyOrder.violation)
        case .attemptBudget: first(in: runs.flatMap(\.lives), ReferenceAttemptBudget.violation)
        case .backoffBounds: first(in: runs.flatMap(\.lives), ReferenceBackoffBounds.violation)
        case .cacheHonesty: ReferenceCacheHonesty.violation(in: runs)
        case .committedOnce: first(in: runs.flatMap(\.lives), ReferenceCommittedOnce.violation)
        case .compensationOrder:
            first(in: runs, ReferenceCompensationOrder.violation)
        case .corruptionClosed: first(in: runs, ReferenceCorruptionClosed.violation)
        // Those are held against worlds that break things, not against events that were changed.
        default: nil
        }
    }

    private static func first(
        in runs: [ObservedRun],
        _ find: (ObservedRun) -> ReferenceViolation?
    ) -> ReferenceViolation? {
        for run in runs {
            if let violation = find(run) { return violation }
        }
        return nil
    }
}

/// Where an invariant broke.
struct ReferenceViolation: Equatable {
    let run: String
    let sequence: Int
    let message: String

    init(_ event: Event, _ message: String) {
        run = event.run.id
        sequence = event.sequence
        self.message = message
    }

    init(run: String, _ message: String) {
        self.run = run
        sequence = 0
        self.message = message
    }

    init(_ violation: InvariantViolation) {
        run = violation.run
        sequence = violation.sequence
        message = violation.message
    }
}
