internal import Shapes
package import Workflows

/// Exactly these phases were executed, cached, skipped or degraded.
package struct PhasesExpectation: RunCondition {
    /// The sets of phases that a run's record has.
    package enum Fate: String, Sendable {
        /// Phases of which an attempt was started.
        case executed
        /// Phases whose result came from the cache.
        case cached
        /// Phases that were left out.
        case skipped
        /// Phases that took their fallback.
        case degraded
    }

    /// What happened to the phases.
    package let fate: Fate
    /// The phases.
    package let phases: Set<PhaseID>

    /// Expects this of exactly these phases.
    package init(_ fate: Fate, _ phases: Set<PhaseID>) {
        self.fate = fate
        self.phases = phases
    }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let found = fate.phases(in: evidence.record)
        guard found != phases else { return nil }
        return ("\(fate.rawValue) \(evidence.list(phases))", evidence.list(found))
    }
}

extension PhasesExpectation.Fate {
    fileprivate func phases(in record: RunRecord) -> Set<PhaseID> {
        switch self {
        case .executed: record.executed
        case .cached: record.cached
        case .skipped: record.skipped
        case .degraded: record.degraded
        }
    }
}

extension ExpectationKeys {
    static let executed = key(.executed, "The phases of which an attempt was started.")
    static let cached = key(.cached, "The phases whose result came from the cache.")
    static let skipped = key(.skipped, "The phases that were left out.")
    static let degraded = key(.degraded, "The phases that took their fallback.")

    private static func key(_ fate: PhasesExpectation.Fate, _ doc: String) -> ExpectationKey {
        ExpectationKey(fate.rawValue, .list(.text), doc: doc) { entry, context, problems in
            let phases = context.phases(entry, &problems)
            return [Expectation(PhasesExpectation(fate, phases), at: entry.place)]
        }
    }
}
