internal import Statistics

/// Compares two baselines, series by series.
package enum Comparison {
    /// Ratios within this margin around 1 count as no change, unless a larger change is asked for.
    package static let margin = 0.95...1.05
    /// The fewest pairs that have a verdict.
    package static let fewestPairs = 6
    /// The fewest values a side that have a verdict where samples are not paired.
    package static let fewestValues = 4

    /// A row for each series of either side, in the base's order.
    ///
    /// Samples are paired by seed. Only a change beyond 1 + `threshold`, or its reciprocal, is one. What a real clock
    /// measured has no verdict where the environments differ, unless that is
    /// allowed, and is at most suspect where two calls of `bench` measured it; so is what shares no seed.
    ///
    /// What a side could not have, because it is older than the metric, is not missing there: it has no row.
    package static func compare(
        base: Baseline,
        candidate: Baseline,
        confidence: Double = 0.95,
        threshold: Double = 0,
        allowDifferentMachine: Bool = false,
        allowFailures: Bool = false
    ) -> [ComparisonRow] {
        let options = ComparisonOptions(
            confidence: confidence,
            threshold: threshold,
            allowDifferentMachine: allowDifferentMachine,
            allowFailures: allowFailures
        )
        let differences = base.environment.differences(from: candidate.environment)
        return matches(base, candidate).compactMap { match in
            switch match {
            case (let base?, let candidate?):
                return row(base, candidate, differences: differences, options)
            case (let base?, nil): return lone(base, isBase: true)
            case (nil, let candidate?): return lone(candidate, isBase: false)
            case (nil, nil): return nil
            }
        }
    }

    /// What has a row, in the order of rows.
    static func matches(_ base: Baseline, _ candidate: Baseline) -> [SeriesMatching.Match] {
        SeriesMatching.matches(base.series, candidate.series).filter { match in
            switch match {
            case (let series?, nil): !candidate.isOlder(than: series.metric)
            case (nil, let series?): !base.isOlder(than: series.metric)
            default: true
            }
        }
    }

    private static func lone(_ series: Series, isBase: Bool) -> ComparisonRow {
        var row = ComparisonRow(of: series)
        row.baseline = isBase ? series.median : nil
        row.candidate = isBase ? nil : series.median
        row.verdict = .missing
        row.reason = isBase ? "only in base" : "only in candidate"
        return row
    }

    static func row(
        _ base: Series,
        _ candidate: Series,
        differences: [String],
        _ options: ComparisonOptions
    ) -> ComparisonRow {
        let pairing = SeriesPairing(base, candidate)
        var row = ComparisonRow(of: base)
        (row.baseline, row.candidate) = (base.median, candidate.median)
        (row.pairs, row.isPaired) = (pairing.count, pairing.isPaired)
        row.threshold = options.threshold
        if let why = pairing.wanting {
            row.reason = why
            if let failures = ComparisonRow.failures(base, candidate) { row.note(failures) }
            return row
        }
        do throws(SampleError) {
            row.judge(
                try EstimatedRatio(
                    pairing,
                    ofMeans: base.metric.isSum,
                    confidence: options.confidence
                )
            )
        } catch {
            row.reason = "\(error)"
        }
        if let note = pairing.note { row.note(note) }
        row.doubt(base, candidate, differences, options)
        if base.scenarioDigest != candidate.scenarioDigest {
            row.note("the scenario's file has changed")
        }
        switch row.verdict {
        case .regressed, .improved, .suspect: row.blame = pairing.blame
        case .unchanged, .inconclusive, .missing: break
        }
        return row
    }
}

/// How to compare.
struct ComparisonOptions {
    let confidence: Double
    let threshold: Double
    let allowDifferentMachine: Bool
    let allowFailures: Bool
}

extension SeriesPairing {
    /// Why there are too few samples; `nil` where there are enough.
    fileprivate var wanting: String? {
        let fewest = isPaired ? Comparison.fewestPairs : Comparison.fewestValues
        guard count < fewest else { return nil }
        let what = isPaired ? "pairs" : "samples a side"
        return ["expected at least \(fewest) \(what), found \(count)", note]
            .compactMap { $0 }.joined(separator: "; ")
    }
}

extension Series {
    fileprivate var median: Double? { try? Sample(samples.map(Double.init)).median }
}

extension Baseline {
    /// Whether it has runs, and of none of them a metric that every run has. Commands have no such metric, and say nothing of
    /// its age.
    fileprivate func isOlder(than metric: Series.Metric) -> Bool {
        metric.isOfEveryRun && series.contains(where: \.isOfRun)
            && !series.contains { $0.metric == metric }
    }
}

extension Series.Metric {
    /// Whether the machine's load and speed show in it, on a real clock.
    var isOfMachine: Bool { ["duration", "cpu", "memory"].contains(rawValue) }

    /// Whether what counts is the sum over all executions, and so the mean.
    var isSum: Bool { ["cost", "tokens"].contains(rawValue) }
}
