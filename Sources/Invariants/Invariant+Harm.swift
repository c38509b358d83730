/// What a broken invariant does to whoever relies on a run; the first is the worst.
package enum Harm: String, Sendable, CaseIterable, Comparable {
    /// Something was done to the world more often than it should be.
    case doubleEffect = "double_effect"
    /// A result is not what it should be.
    case wrongOutput = "wrong_output"
    /// Work is lost, or done again, or never ends.
    case lostWork = "lost_work"
    /// More is used than is allowed, or not accounted for.
    case leak
    /// Reports say something else than what happened.
    case report

    /// Whether this one is worse.
    package static func < (left: Harm, right: Harm) -> Bool { left.place < right.place }

    private var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Invariant {
    /// What it does where it is broken.
    package var harm: Harm {
        switch self {
        case .effectsOnce, .oneKeyOneInput: .doubleEffect
        case .damagedOutputUnused, .cacheHonesty, .discardedWorkUnused, .corruptionClosed,
            .dependencyOrder:
            .wrongOutput
        case .committedOnce, .resumeParity, .compensationOrder, .liveness, .deadline: .lostWork
        case .attemptBudget, .backoffBounds, .requestBudget, .bounds, .cacheAccounting,
            .faultAccounting:
            .leak
        case .oneEnding, .legalTransitions, .reportIsFold, .determinism: .report
        }
    }
}
