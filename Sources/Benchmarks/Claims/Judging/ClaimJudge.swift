internal import Scenarios
internal import Statistics
internal import Workflows

/// Turns samples into a verdict on a claim.
struct ClaimJudge {
    /// A bound is met by what misses it by so little: logarithms round.
    static let tolerance = 1e-9

    let estimand: ClaimVerdict.Estimand
    let metric: ClaimMetric

    /// Judges samples whose values at the same place belong together.
    func judge(_ baseline: [Double], _ candidate: [Double], into verdict: inout ClaimVerdict) {
        let before = verdict
        do throws(SampleError) {
            if case .proportion(let least, let count) = estimand {
                try proportion(candidate, least, passAll: count, &verdict)
                return
            }
            let found = try FoundRatio(
                metric,
                baseline: baseline,
                candidate: candidate,
                confidence: verdict.confidence
            )
            judge(found, into: &verdict)
            if case .noChange(let margin) = estimand, verdict.verdict != .refuted {
                try equivalence(baseline, candidate, margin, &verdict)
            }
        } catch {
            verdict = before
            verdict.dropped = zip(baseline, candidate).count { $0 == 0 && $1 == 0 }
            verdict.pairs = baseline.count - verdict.dropped
            verdict.verdict = .inconclusive
            verdict.reason = "\(error)"
        }
    }

    func judge(_ found: FoundRatio, into verdict: inout ClaimVerdict) {
        verdict.pairs = found.pairs
        verdict.dropped = found.dropped
        verdict.reason = nil
        let (estimate, low, high) = inTerms(found)
        (verdict.estimate, verdict.low, verdict.high) = (estimate, low, high)
        (verdict.verdict, verdict.reason) = verdictAndReason(found)
        verdict.detectable = nil
        verdict.pairsNeeded = nil
        guard verdict.verdict == .inconclusive else { return }
        if let ratio = found.plan?.detectable {
            if case .reduction = estimand {
                verdict.detectable = 1 - 1 / ratio
            } else {
                verdict.detectable = ratio
            }
        }
        verdict.pairsNeeded = pairsNeeded(found)
    }

    /// A ratio in the claim's own terms.
    func inTerms(_ found: FoundRatio) -> (estimate: Double, low: Double, high: Double) {
        switch estimand {
        case .reduction: (1 - found.ratio, 1 - found.high, 1 - found.low)
        case .speedup: (1 / found.ratio, 1 / found.high, 1 / found.low)
        case .noChange, .noDifference, .proportion: (found.ratio, found.low, found.high)
        }
    }

    /// What an interval says of the claim.
    func verdictAndReason(_ found: FoundRatio) -> (ClaimVerdict.Verdict, String?) {
        let (_, low, high) = inTerms(found)
        switch estimand {
        case .reduction(let range): return reduction(low, high, range)
        case .speedup(let factor): return speedup(low, high, factor)
        case .noChange(let margin): return noChange(low, high, margin)
        case .noDifference: return control(low, high)
        case .proportion: return (.inconclusive, "a share is not judged by a ratio")
        }
    }

    private typealias Finding = (ClaimVerdict.Verdict, String?)

    private func reduction(_ low: Double, _ high: Double, _ range: ClosedRange<Double>) -> Finding {
        let least = range.lowerBound - Self.tolerance
        let most = range.upperBound + Self.tolerance
        if low >= least, high <= most { return (.holds, nil) }
        if high < least { return (.refuted, "it saves less than claimed") }
        if low > most { return (.refuted, "it saves more than claimed") }
        return (.inconclusive, "the interval reaches beyond what is claimed")
    }

    private func speedup(_ low: Double, _ high: Double, _ factor: Double) -> Finding {
        let least = factor * (1 - Self.tolerance)
        if low >= least { return (.holds, nil) }
        if high < least { return (.refuted, "the speed-up is less than claimed") }
        return (.inconclusive, "the interval holds the bound that is claimed")
    }

    private func noChange(_ low: Double, _ high: Double, _ margin: Double) -> Finding {
        let (least, most) = (1 - margin - Self.tolerance, 1 + margin + Self.tolerance)
        if high < least { return (.refuted, "the candidate needs less by more than the margin") }
        if low > most { return (.refuted, "the candidate needs more by more than the margin") }
        if low >= least, high <= most { return (.holds, nil) }
        return (.inconclusive, "the interval reaches beyond the margin")
    }

    private func control(_ low: Double, _ high: Double) -> Finding {
        if low <= 1 + Self.tolerance, high >= 1 - Self.tolerance { return (.holds, nil) }
        return (.refuted, "a false alarm: the run differs from itself")
    }

    /// The pairs that would tell the estimate from the nearest bound of the claim.
    private func pairsNeeded(_ found: FoundRatio) -> Int? {
        let bounds: [Double]
        switch estimand {
        case .reduction(let range): bounds = [1 - range.lowerBound, 1 - range.upperBound]
        case .speedup(let factor): bounds = [1 / factor]
        case .noChange(let margin): bounds = [1 - margin, 1 + margin]
        case .noDifference, .proportion: bounds = []
        }
        let distances = bounds.filter { $0 > 0 }.map { found.ratio / $0 }
        let plans = distances.map { found.plan?.pairsNeeded(toDetect: $0) }
        // A bound that no number of pairs separates from the estimate leaves no plan.
        guard plans.allSatisfy({ $0 != nil }), let needed = plans.compactMap(\.self).max(),
            needed > found.pairs
        else { return nil }
        return needed
    }
}

// What is not judged by the interval of a ratio.
extension ClaimJudge {
    /// No change holds where both one-sided tests put the ratio inside the margin, each at 1 − confidence.
    private func equivalence(
        _ baseline: [Double],
        _ candidate: [Double],
        _ margin: Double,
        _ verdict: inout ClaimVerdict
    ) throws(SampleError) {
        let isWithin: Bool
        if metric.isMean {
            // Two tests at 1 − confidence are an interval of twice as much.
            let found = try FoundRatio(
                metric,
                baseline: baseline,
                candidate: candidate,
                confidence: 2 * verdict.confidence - 1
            )
            isWithin =
                found.low >= 1 - margin - Self.tolerance
                && found.high <= 1 + margin + Self.tolerance
        } else {
            isWithin = try EquivalenceTest.paired(
                baseline: baseline,
                candidate: candidate,
                margin: (1 - margin) * (1 - Self.tolerance)...(1 + margin) * (1 + Self.tolerance)
            )
            .isWithin(confidence: verdict.confidence)
        }
        guard isWithin else {
            if verdict.verdict == .holds {
                verdict.verdict = .inconclusive
                verdict.reason = "the tests cannot tell the ratio from the margin's ends"
            }
            return
        }
        verdict.verdict = .holds
        (verdict.reason, verdict.detectable, verdict.pairsNeeded) = (nil, nil, nil)
    }

    /// A share holds where its exact interval is above what is claimed.
    private func proportion(
        _ values: [Double],
        _ least: Double,
        passAll count: Int,
        _ verdict: inout ClaimVerdict
    ) throws(SampleError) {
        let found = try Proportion.estimate(
            successes: values.count { $0 > 0 },
            trials: values.count,
            confidence: verdict.confidence
        )
        verdict.pairs = found.trials
        verdict.successes = found.successes
        guard let estimate = found.passAll(count), let interval = found.passAllInterval(count)
        else {
            verdict.reason = "expected at least \(count) executions, found \(found.trials)"
            return
        }
        verdict.estimate = estimate
        (verdict.low, verdict.high) = (interval.lowerBound, interval.upperBound)
        verdict.reason = nil
        if interval.lowerBound >= least - Self.tolerance {
            verdict.verdict = .holds
        } else if interval.upperBound < least - Self.tolerance {
            verdict.verdict = .refuted
            verdict.reason = "fewer succeed than claimed"
        } else {
            verdict.verdict = .inconclusive
            verdict.reason = "the interval holds the share that is claimed"
            // Of one execution: what k of k need, one needs to the power 1 / k.
            let bound = PortableMath.exp(PortableMath.log(least) / Double(count))
            verdict.pairsNeeded = Proportion.trialsNeeded(
                toDistinguish: found.share,
                from: bound,
                confidence: verdict.confidence
            ).flatMap { $0 > found.trials ? $0 : nil }
        }
    }
}
