/// A share of trials that succeeded, with Clopper and Pearson's exact interval.
package struct Proportion: Equatable, Sendable {
    /// The trials that succeeded.
    package let successes: Int
    /// All trials.
    package let trials: Int
    /// The lower end of the interval; 0 where nothing succeeded.
    package let low: Double
    /// The upper end of the interval; 1 where everything succeeded.
    package let high: Double
    /// The confidence of the interval, in 0...1.
    package let confidence: Double

    /// The share that succeeded.
    package var share: Double { Double(successes) / Double(trials) }
}

extension Proportion {
    /// The share of so many trials.
    ///
    /// Throws `SampleError`: `.empty` without trials, `.successes` where there are more successes than trials or fewer
    /// than none.
    package static func estimate(
        successes: Int,
        trials: Int,
        confidence: Double
    ) throws(SampleError) -> Proportion {
        try SampleCheck.confidence(confidence)
        guard trials > 0 else { throw .empty }
        guard (0...trials).contains(successes) else {
            throw .successes(found: successes, trials: trials)
        }
        let tail = (1 - confidence) / 2
        return Proportion(
            successes: successes,
            trials: trials,
            low: lowerEnd(successes, of: trials, tail: tail),
            high: 1 - lowerEnd(trials - successes, of: trials, tail: tail),
            confidence: confidence
        )
    }

    /// The share at which so many successes or more have this probability.
    private static func lowerEnd(_ successes: Int, of trials: Int, tail: Double) -> Double {
        guard successes > 0 else { return 0 }
        return BetaDistribution(a: Double(successes), b: Double(trials - successes + 1))
            .quantile(tail)
    }
}

// That all of several trials succeed.
extension Proportion {
    /// The probability that `k` trials all succeed, estimated without bias: C(c, k) / C(n, k).
    ///
    /// Nil when `k` is under 1 or there are fewer than `k` trials.
    package func passAll(_ k: Int) -> Double? {
        guard k >= 1, k <= trials else { return nil }
        guard k <= successes else { return 0 }
        return (0..<k).reduce(1.0) { $0 * (Double(successes - $1) / Double(trials - $1)) }
    }

    /// The interval of the probability that `k` trials all succeed: the interval's ends to the power k.
    ///
    /// With fewer successes than `k` the estimate is 0 and lies below it.
    package func passAllInterval(_ k: Int) -> ClosedRange<Double>? {
        guard k >= 1, k <= trials else { return nil }
        func power(_ base: Double) -> Double { (0..<k).reduce(1.0) { power, _ in power * base } }
        return power(low)...power(high)
    }
}

// Planning.
extension Proportion {
    /// More trials than this are no plan.
    private static let trialLimit = 1_000_000

    /// The fewest trials whose interval lies above `bound` when all of them succeed.
    ///
    /// Nil when no number of trials does, and when it would take more than a million.
    package static func trialsNeeded(
        withoutFailureToShow bound: Double,
        confidence: Double
    ) -> Int? {
        guard bound > 0, bound < 1, confidence > 0, confidence < 1 else { return nil }
        // The lower end after n successes in n trials is the n-th root of the tail.
        let tail = Elementary.logarithm((1 - confidence) / 2)
        let needed = (tail / Elementary.logarithm(bound)).rounded(.up)
        guard needed < Double(trialLimit) else { return nil }
        return max(1, Int(needed))
    }

    /// Trials that put the interval on one side of `bound` with 80 % probability if the true share is `share`.
    ///
    /// Because shares come in steps, a few trials fewer may do too. Nil when no number of trials does, and when it
    /// would take more than a million.
    package static func trialsNeeded(
        toDistinguish share: Double,
        from bound: Double,
        confidence: Double
    ) -> Int? {
        guard (0...1).contains(share), bound > 0, bound < 1, share != bound, confidence > 0,
            confidence < 1
        else { return nil }
        // Shares below the bound are told from it as failures above its complement.
        let (share, bound) = share > bound ? (share, bound) : (1 - share, 1 - bound)
        let tail = (1 - confidence) / 2
        func suffices(_ trials: Int) -> Bool {
            power(of: trials, share: share, bound: bound, tail: tail) >= 0.8
        }
        var high = 1
        while !suffices(high) {
            high *= 2
            guard high <= trialLimit else { return nil }
        }
        var low = high / 2
        while high - low > 1 {
            let middle = (low + high) / 2
            if suffices(middle) { high = middle } else { low = middle }
        }
        return high
    }

    /// The probability that the interval of so many trials lies above the bound.
    private static func power(of trials: Int, share: Double, bound: Double, tail: Double) -> Double
    {
        // The fewest successes that are too many for the bound.
        var (low, high) = (0, trials + 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if atLeast(middle, of: trials, share: bound) <= tail {
                high = middle
            } else {
                low = middle
            }
        }
        return high > trials ? 0 : atLeast(high, of: trials, share: share)
    }

    /// The probability of so many successes or more.
    private static func atLeast(_ successes: Int, of trials: Int, share: Double) -> Double {
        guard successes > 0 else { return 1 }
        return BetaDistribution(a: Double(successes), b: Double(trials - successes + 1))
            .lowerTail(share)
    }
}
