internal import Statistics

/// Compares two baselines, series by series.
package enum Comparison {
    /// Ratios within this margin around 1 count as no change.
    package static let margin = 0.95...1.05
    /// The fewest pairs that have a verdict.
    package static let fewestPairs = 6
    /// The fewest values a side that have a verdict where samples are not paired.
    package static let fewestValues = 4
    /// An interval closer to 1 than this touches it: logarithms round.
    static let tolerance = 1e-9

    /// A row for each series of either side, in the base's order.
    ///
    /// Samples are paired where both sides have the same first seed and as many samples. Samples
    /// on a real clock from different environments have no verdict unless that is allowed.
    package static func compare(
        base: Baseline,
        candidate: Baseline,
        confidence: Double = 0.95,
        allowDifferentMachine: Bool = false
    ) -> [ComparisonRow] {
        let differences = base.environment.differences(from: candidate.environment)
        return SeriesMatching.matches(base.series, candidate.series).compactMap { match in
            switch match {
            case (let base?, let candidate?):
                var row = row(base, candidate, confidence)
                if !base.isSimulated || !candidate.isSimulated, !differences.isEmpty {
                    let text =
                        "measured in different environments: "
                        + differences.joined(separator: ", ")
                    row.note(text, isDoubt: !allowDifferentMachine)
                }
                return row
            case (let base?, nil): return lone(base, isBase: true)
            case (nil, let candidate?): return lone(candidate, isBase: false)
            case (nil, nil): return nil
            }
        }
    }

    private static func lone(_ series: Series, isBase: Bool) -> ComparisonRow {
        let median = median(series)
        return ComparisonRow(
            name: series.name,
            metric: series.metric.rawValue,
            unit: series.metric.unit,
            baseline: isBase ? median : nil,
            candidate: isBase ? nil : median,
            pairs: 0,
            isPaired: false,
            verdict: .inconclusive,
            reason: isBase ? "only in base" : "only in candidate"
        )
    }

    private static func row(
        _ base: Series,
        _ candidate: Series,
        _ confidence: Double
    ) -> ComparisonRow {
        let isPaired = base.seed == candidate.seed && base.samples.count == candidate.samples.count
        let count = min(base.samples.count, candidate.samples.count)
        var row = ComparisonRow(
            name: base.name,
            metric: base.metric.rawValue,
            unit: base.metric.unit,
            baseline: median(base),
            candidate: median(candidate),
            pairs: count,
            isPaired: isPaired,
            verdict: .inconclusive
        )
        let fewest = isPaired ? fewestPairs : fewestValues
        guard count >= fewest else {
            let what = isPaired ? "pairs" : "samples a side"
            row.reason = "expected at least \(fewest) \(what), found \(count)"
            return row
        }
        do throws(SampleError) {
            row.judge(try ratio(base, candidate, isPaired, confidence))
        } catch {
            row.reason = "\(error)"
        }
        if base.isSimulated != candidate.isSimulated {
            row.note("one was measured on a virtual clock, one on a real one", isDoubt: true)
        }
        if base.scenarioDigest != candidate.scenarioDigest {
            row.note("the scenario's file has changed", isDoubt: false)
        }
        return row
    }

    private static func ratio(
        _ base: Series,
        _ candidate: Series,
        _ isPaired: Bool,
        _ confidence: Double
    ) throws(SampleError) -> EstimatedRatio {
        let before = base.samples.map(Double.init)
        let after = candidate.samples.map(Double.init)
        if before.allSatisfy({ $0 == 0 }), after.allSatisfy({ $0 == 0 }) {
            return EstimatedRatio(ratio: 1, low: 1, high: 1, p: 1, note: "both 0")
        }
        if isPaired {
            let found = try PairedRatio.estimate(
                baseline: before,
                candidate: after,
                confidence: confidence
            )
            let note = found.dropped == 0 ? nil : "\(found.dropped) pairs of two zeros left out"
            return EstimatedRatio(
                ratio: found.ratio,
                low: found.low,
                high: found.high,
                p: found.p,
                note: note
            )
        }
        let found = try UnpairedRatio.estimate(
            baseline: before,
            candidate: after,
            confidence: confidence
        )
        return EstimatedRatio(
            ratio: found.ratio,
            low: found.low,
            high: found.high,
            p: found.p,
            note: nil
        )
    }

    private static func median(_ series: Series) -> Double? {
        try? Sample(series.samples.map(Double.init)).median
    }
}

/// A ratio with its interval, however it was found.
private struct EstimatedRatio {
    let ratio: Double
    let low: Double
    let high: Double
    let p: Double
    let note: String?
}

extension ComparisonRow {
    fileprivate mutating func judge(_ found: EstimatedRatio) {
        (ratio, low, high, p, reason) = (found.ratio, found.low, found.high, found.p, found.note)
        if found.low > 1 + Comparison.tolerance {
            verdict = .regressed
        } else if found.high < 1 - Comparison.tolerance {
            verdict = .improved
        } else if found.low >= Comparison.margin.lowerBound,
            found.high <= Comparison.margin.upperBound
        {
            verdict = .unchanged
        } else {
            note("the interval holds 1 and reaches beyond ±5 %: more pairs needed", isDoubt: true)
        }
    }

    /// Adds to the reason; a doubt leaves no verdict.
    fileprivate mutating func note(_ text: String, isDoubt: Bool) {
        reason = [reason, text].compactMap { $0 }.joined(separator: "; ")
        if isDoubt { verdict = .inconclusive }
    }
}
