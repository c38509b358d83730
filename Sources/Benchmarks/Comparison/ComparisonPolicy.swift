/// What rows without a verdict mean for the exit code of a comparison.
package struct ComparisonPolicy: Sendable, Equatable {
    /// What a row means for the exit code.
    package enum Weight: Sendable, CaseIterable {
        /// It is as it should be.
        case good
        /// It is bad: 1.
        case bad
        /// It has no verdict, and that counts: 2.
        case undecided
        /// It has no verdict, and is passed over.
        case passedOver
    }

    /// Of rows that are inconclusive, and of suspects that are slower.
    package var inconclusive: InconclusivePolicy
    /// Of series that one side lacks.
    package var missing: InconclusivePolicy

    /// A policy; unless said otherwise everything without a verdict counts.
    package init(inconclusive: InconclusivePolicy = .fail, missing: InconclusivePolicy = .fail) {
        self.inconclusive = inconclusive
        self.missing = missing
    }

    /// What a row means.
    package func weight(of row: ComparisonRow) -> Weight {
        switch row.verdict {
        case .regressed: .bad
        case .improved, .unchanged: .good
        case .suspect where !row.isSlower: .good
        case .suspect, .inconclusive: inconclusive == .fail ? .undecided : .passedOver
        case .missing: missing == .fail ? .undecided : .passedOver
        }
    }

    /// The exit code: 1 if something regressed, 2 if something that counts has no verdict or nothing is judged, else 0.
    package func exitCode(of rows: [ComparisonRow]) -> Int32 {
        let weights = rows.map(weight)
        if weights.contains(.bad) { return 1 }
        return weights.contains(.undecided) || !weights.contains(.good) ? 2 : 0
    }
}

extension InconclusivePolicy {
    /// The exit code of a comparison in which a missing series means what a row without verdict does.
    package func exitCode(of rows: [ComparisonRow]) -> Int32 {
        ComparisonPolicy(inconclusive: self, missing: self).exitCode(of: rows)
    }
}
