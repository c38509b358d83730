internal import Statistics

/// Turns the ratio candidate / baseline into a verdict on a claim.
struct ClaimJudge {
    /// A bound is met by what misses it by so little: logarithms round.
    static let tolerance = 1e-9

    let estimand: ClaimVerdict.Estimand

    func judge(_ found: PairedRatio, into verdict: inout ClaimVerdict) {
        verdict.pairs = found.pairs
        verdict.dropped = found.dropped
        switch estimand {
        case .reduction(let range): reduction(found, range, &verdict)
        case .speedup(let factor): speedup(found, factor, &verdict)
        case .noDifference: control(found, &verdict)
        }
        guard verdict.verdict == .inconclusive else { return }
        if let ratio = found.detectable {
            switch estimand {
            case .reduction: verdict.detectable = 1 - 1 / ratio
            case .speedup, .noDifference: verdict.detectable = ratio
            }
        }
        verdict.pairsNeeded = pairsNeeded(found)
    }

    private func reduction(
        _ found: PairedRatio,
        _ range: ClosedRange<Double>,
        _ verdict: inout ClaimVerdict
    ) {
        let (low, high) = (1 - found.high, 1 - found.low)
        (verdict.estimate, verdict.low, verdict.high) = (1 - found.ratio, low, high)
        let least = range.lowerBound - Self.tolerance
        let most = range.upperBound + Self.tolerance
        if low >= least, high <= most {
            verdict.verdict = .holds
        } else if high < least {
            verdict.verdict = .refuted
            verdict.reason = "it saves less than claimed"
        } else if low > most {
            verdict.verdict = .refuted
            verdict.reason = "it saves more than claimed"
        } else {
            verdict.reason = "the interval reaches beyond what is claimed"
        }
    }

    private func speedup(
        _ found: PairedRatio,
        _ factor: Double,
        _ verdict: inout ClaimVerdict
    ) {
        let (low, high) = (1 / found.high, 1 / found.low)
        (verdict.estimate, verdict.low, verdict.high) = (1 / found.ratio, low, high)
        let least = factor * (1 - Self.tolerance)
        if low >= least {
            verdict.verdict = .holds
        } else if high < least {
            verdict.verdict = .refuted
            verdict.reason = "the speed-up is less than claimed"
        } else {
            verdict.reason = "the interval holds the bound that is claimed"
        }
    }

    private func control(_ found: PairedRatio, _ verdict: inout ClaimVerdict) {
        (verdict.estimate, verdict.low, verdict.high) = (found.ratio, found.low, found.high)
        if found.low <= 1 + Self.tolerance, found.high >= 1 - Self.tolerance {
            verdict.verdict = .holds
        } else {
            verdict.verdict = .refuted
            verdict.reason = "a false alarm: the run differs from itself"
        }
    }

    /// The pairs that would tell the estimate from the nearest bound of the claim.
    private func pairsNeeded(_ found: PairedRatio) -> Int? {
        let bounds: [Double]
        switch estimand {
        case .reduction(let range): bounds = [1 - range.lowerBound, 1 - range.upperBound]
        case .speedup(let factor): bounds = [1 / factor]
        case .noDifference: bounds = []
        }
        let distances = bounds.filter { $0 > 0 }.map { found.ratio / $0 }
        let needed = distances.compactMap { found.pairsNeeded(toDetect: $0) }.max()
        // A bound that no number of pairs separates from the estimate leaves no plan.
        guard let needed, needed > found.pairs,
            distances.allSatisfy({ found.pairsNeeded(toDetect: $0) != nil })
        else { return nil }
        return needed
    }
}
