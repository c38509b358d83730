internal import Statistics
internal import Workflows

/// What a comparison of two series would say if there were no difference between them: its A/A control.
///
/// The sides of what was measured are swapped by chance and compared anew, again and again. Pairs of one seed stay pairs,
/// so that only the two sides change places; values that share no seed are dealt out to the sides anew.
package enum ControlRatios {
    /// How often the sides are swapped.
    package static let draws = 40
    /// Of more pairs only so many are taken, evenly over all: the estimate takes time that grows with their square. Of
    /// fewer pairs ratios spread wider, so that no change seems larger beside its control than it is.
    package static let mostPairs = 48

    /// The ratios of the controls, one for each pair of series that `Comparison.compare` gives a row for, by the row's
    /// file, scenario, run and metric; the same on every call.
    package static func all(base: Baseline, candidate: Baseline) -> [[String]: [Double]] {
        var found: [[String]: [Double]] = [:]
        for case (let base?, let candidate?) in SeriesMatching.matches(
            base.series,
            candidate.series
        ) {
            found[key(of: ComparisonRow(of: base))] = ratios(base, candidate)
        }
        return found
    }

    /// What a row's control is found by.
    package static func key(of row: ComparisonRow) -> [String] {
        [row.file, row.scenario, row.run, row.metric]
    }

    static func ratios(_ base: Series, _ candidate: Series) -> [Double] {
        let pairing = SeriesPairing(base, candidate)
        let before = thinned(pairing.base)
        let after = thinned(pairing.candidate)
        guard before != after || Set(before).count > 1 else { return [] }
        let chance = Chance(seed: base.seed).named("control").named(base.name)
            .named(base.metric.rawValue)
        return (0..<draws).compactMap { draw in
            let (first, second) =
                pairing.isPaired
                ? swapped(before, after, chance.numbered(draw))
                : dealt(before, after, chance.numbered(draw))
            return ratio(first, second, isPaired: pairing.isPaired, ofMeans: base.metric.isSum)
        }
    }

    private static func ratio(
        _ first: [Double],
        _ second: [Double],
        isPaired: Bool,
        ofMeans: Bool
    ) -> Double? {
        let confidence = 0.95
        let ratio =
            switch (ofMeans, isPaired) {
            case (true, true):
                try? RatioOfMeans.paired(
                    baseline: first,
                    candidate: second,
                    confidence: confidence
                ).interval.ratio
            case (true, false):
                try? RatioOfMeans.unpaired(
                    baseline: first,
                    candidate: second,
                    confidence: confidence
                ).interval.ratio
            case (false, true):
                try? PairedRatio.estimate(
                    baseline: first,
                    candidate: second,
                    confidence: confidence
                ).ratio
            case (false, false):
                try? UnpairedRatio.estimate(
                    baseline: first,
                    candidate: second,
                    confidence: confidence
                ).ratio
            }
        return ratio.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Each pair with its sides in the order that chance gives them.
    private static func swapped(
        _ before: [Double],
        _ after: [Double],
        _ chance: Chance
    ) -> ([Double], [Double]) {
        let pairs = zip(before, after).enumerated().map { place, pair in
            chance.numbered(place).uniform() < 0.5 ? pair : (pair.1, pair.0)
        }
        return (pairs.map(\.0), pairs.map(\.1))
    }

    /// All values in the order that chance gives them (Fisher and Yates), cut where the first side ended.
    private static func dealt(
        _ before: [Double],
        _ after: [Double],
        _ chance: Chance
    ) -> ([Double], [Double]) {
        var all = before + after
        for place in all.indices.dropFirst() {
            let other = Int(chance.numbered(place).uniform() * Double(place + 1))
            all.swapAt(place, min(other, place))
        }
        return (Array(all.prefix(before.count)), Array(all.dropFirst(before.count)))
    }

    private static func thinned(_ values: [Double]) -> [Double] {
        guard values.count > mostPairs else { return values }
        return (0..<mostPairs).map { values[$0 * values.count / mostPairs] }
    }
}
