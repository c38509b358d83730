/// Two series that may differ: the machine may hide a change, or feign one. They are to be measured anew, in turn.
package struct Suspect: Sendable {
    /// The row's place in the comparison.
    package let place: Int
    /// The series that is the measure, as it is stored.
    package let base: Series
    /// The series that is compared with it, as it is stored.
    package let candidate: Series
}

extension Comparison {
    /// What a comparison of these baselines leaves open and measuring in turn can settle, on a real clock: what differs, and
    /// durations, processor time and memory that are too uncertain.
    ///
    /// A machine that drifts between two calls hides a change as often as it feigns one: of ten programs made 10 % slower
    /// four did not differ by two calls of 100 executions on a shared machine, and all by interleaved pairs.
    package static func suspects(
        in rows: [ComparisonRow],
        base: Baseline,
        candidate: Baseline,
        allowFailures: Bool = false
    ) -> [Suspect] {
        zip(rows, matches(base, candidate)).enumerated().compactMap { place, found in
            let (row, match) = found
            guard let base = match.base, let candidate = match.candidate,
                !base.isSimulated, !candidate.isSimulated,
                row.verdict == .suspect
                    || row.isUncertain(base, candidate, allowFailures: allowFailures)
            else { return nil }
            return Suspect(place: place, base: base, candidate: candidate)
        }
    }

    /// The largest p of a change that is confirmed: a build measures many series anew, build after build, and each that is
    /// red for no reason costs trust.
    package static let significance = 0.002
    /// The fewest pairs that can confirm a change: all of them say so in 2 of 1,024 cases where there is none.
    package static let fewestConfirmingPairs = 10
    /// The pairs after which a narrow interval may end the measurement: with the fewest all have to agree, which they did
    /// for two of ten programs made 10 % slower.
    package static let usualConfirmingPairs = 20

    /// The row of a suspect by fresh samples that one call measured in turn.
    ///
    /// It keeps the names that the stored series have. Where the fresh scenario of the base is not the stored one, the
    /// row says so.
    package static func confirmed(
        _ suspect: Suspect,
        by fresh: (base: Series, candidate: Series),
        threshold: Double = 0,
        allowFailures: Bool = false
    ) -> ComparisonRow {
        func renamed(_ series: Series) -> Series {
            var series = series
            (series.scenario, series.file) = (suspect.base.scenario, suspect.base.file)
            (series.run, series.command) = (suspect.base.run, suspect.base.command)
            return series
        }
        let options = ComparisonOptions(
            confidence: 0.95,
            threshold: threshold,
            allowDifferentMachine: true,
            allowFailures: allowFailures
        )
        var row = row(renamed(fresh.base), renamed(fresh.candidate), differences: [], options)
        row.note("measured anew, \(row.pairs) pairs in turn")
        row.confirm(atMost: significance)
        let isScenario = suspect.base.command == nil
        if isScenario, fresh.base.scenarioDigest != suspect.base.scenarioDigest {
            row.note("the base folder's scenario is not the one that was measured")
        }
        return row
    }
}

extension ComparisonRow {
    /// Whether noise, too few pairs or another machine keeps it from a verdict.
    fileprivate func isUncertain(
        _ base: Series,
        _ candidate: Series,
        allowFailures: Bool
    ) -> Bool {
        verdict == .inconclusive && base.metric.isOfMachine
            && (allowFailures || base.failed.isEmpty && candidate.failed.isEmpty)
    }

    /// Takes a change back of which chance is not ruled out that well.
    fileprivate mutating func confirm(atMost significance: Double) {
        guard verdict == .regressed || verdict == .improved, let p, p > significance else { return }
        note("a change is confirmed by a p of at most \(significance)", leaves: .inconclusive)
    }
}
