/// Which limits on attempts come into question.
enum AttemptLimits {
    /// Fewer successes say too little of how long an attempt takes that goes well.
    static let leastSuccesses = 8
    private static let quantiles = [0.5, 0.75, 0.9, 1.0]
    private static let margins = [1.25, 2.0]
    /// A limit is at least this many medians of what goes well: the next slow day is no failure.
    private static let leastMedians = 1.5

    /// Limits in microseconds, ascending, each shorter than some call: quantiles of the times of calls that succeeded, with
    /// a margin, rounded up to two digits.
    static func candidates(for turns: [ReplayedTurn]) -> [Double] {
        var successes: [Double] = []
        var longest = 0.0
        for turn in turns {
            for call in turn.calls {
                longest = max(longest, call.time)
                if call.outcome == .succeeded { successes.append(call.time) }
            }
        }
        guard successes.count >= leastSuccesses else { return [] }
        successes.sort()
        func quantile(_ share: Double) -> Double {
            successes[min(successes.count - 1, Int(share * Double(successes.count - 1) + 0.5))]
        }
        let least = leastMedians * quantile(0.5)
        let limits = quantiles.flatMap { share in margins.map { rounded(quantile(share) * $0) } }
        return Set(limits).filter { $0 >= least && $0 > 0 && $0 < longest }.sorted()
    }

    /// The next number above that has two digits and zeros.
    static func rounded(_ microseconds: Double) -> Double {
        var step = 1.0
        while microseconds / step >= 100 { step *= 10 }
        return (microseconds / step).rounded(.up) * step
    }
}
