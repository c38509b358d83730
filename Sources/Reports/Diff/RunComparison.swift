internal import Workflows

/// Two runs side by side: their steps, and what differs in what they gave.
package struct RunComparison: Sendable {
    /// The run that is compared with.
    package let first: ComparedRun
    /// The run that is compared.
    package let second: ComparedRun
    /// Their steps.
    package let alignment: RunAlignment
    /// What differs in results: of steps that both have, then of those that count at the end; each pair once.
    package let outputs: [OutputDifference]

    /// Compares two runs.
    package init(_ first: ComparedRun, _ second: ComparedRun) {
        self.first = first
        self.second = second
        let alignment = RunAlignment(first.steps.steps, second.steps.steps)
        self.alignment = alignment
        var known: Set<[Digest]> = []
        outputs = Self.pairs(first, second, alignment).compactMap { phase, old, new in
            guard old != new, known.insert([old, new]).inserted else { return nil }
            return OutputDifference(
                phase: phase,
                first: old,
                second: new,
                outputs: (first.output(old), second.output(new))
            )
        }
    }

    private static func pairs(
        _ first: ComparedRun,
        _ second: ComparedRun,
        _ alignment: RunAlignment
    ) -> [(PhaseID, Digest, Digest)] {
        let rows = alignment.rows.compactMap { row -> (PhaseID, Digest, Digest)? in
            guard let old = row.first, let new = row.second, old.outcome.isResult,
                new.outcome.isResult, let first = old.digest, let second = new.digest
            else { return nil }
            return (row.key.phase, first, second)
        }
        let results = first.steps.results.sorted { $0.key < $1.key }.compactMap { phase, old in
            second.steps.results[phase].map { (phase, old, $0) }
        }
        return rows + results
    }

    /// Whether the results that count are the same, phase by phase.
    package var hasSameResults: Bool { first.steps.results == second.steps.results }

    /// Whether nothing differs, times included.
    package var isEmpty: Bool {
        first.status == second.status && first.duration == second.duration && hasSameResults
            && alignment.rows.allSatisfy { row in
                !row.differs && row.first?.duration == row.second?.duration
                    && row.first?.waited == row.second?.waited
            }
    }
}
