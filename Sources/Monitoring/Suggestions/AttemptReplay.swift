internal import Statistics
internal import Workflows

/// Replays a phase as if there had been fewer attempts, or more.
struct AttemptReplay {
    /// A number of attempts leaves out at most this share of the turns that can succeed.
    static let mostLacking = 0.01
    /// With fewer successes nothing is known of how many attempts a success needs.
    static let leastSuccesses = 5
    /// More attempts are never suggested.
    static let most = 20

    /// The attempts that there were, as the turns that used them all say.
    let attempts: Int

    /// Reads the number of attempts out of the record; `nil` where no turn used them all.
    init?(_ turns: [ReplayedTurn]) {
        guard let found = turns.lazy.filter(\.isExhausted).map(\.failures).max() else {
            return nil
        }
        attempts = found
    }

    /// Whether a turn used all attempts and failed.
    func isExhausted(_ turn: ReplayedTurn) -> Bool {
        turn.isExhausted && turn.failures >= attempts
    }

    /// How many turns succeeded with each number of attempts, from 1 on, and how many used them all and failed.
    func counts(_ turns: [ReplayedTurn]) -> (successes: [Int], exhausted: Int) {
        var successes = Array(repeating: 0, count: min(attempts, Self.longestCount))
        var exhausted = 0
        for turn in turns {
            if turn.succeeded, turn.failures < successes.count {
                successes[turn.failures] += 1
            } else if isExhausted(turn) {
                exhausted += 1
            }
        }
        return (successes, exhausted)
    }

    private static let longestCount = 1000

    /// The fewest attempts with which every turn succeeds that did, and of others that can nearly all; `nil` where that is
    /// not fewer, and where too few succeeded.
    func fewer(_ turns: [ReplayedTurn]) -> Int? {
        let good = turns.filter(\.succeeded)
        guard good.count >= Self.leastSuccesses else { return nil }
        let most = good.lazy.map(\.failures).max() ?? 0
        let failures = good.reduce(0) { $0 + $1.failures }
        // Jeffreys' estimate of the probability that an attempt fails.
        let failing = (Double(failures) + 0.5) / Double(failures + good.count + 1)
        var enough = 1
        var lacking = failing
        while lacking > Self.mostLacking, enough < attempts {
            enough += 1
            lacking *= failing
        }
        let found = max(most + 1, enough)
        return found < attempts ? found : nil
    }

    /// Turns with and without a lower number of attempts.
    static func limited(_ turns: [ReplayedTurn], to attempts: Int) -> SavingSums {
        var sums = SavingSums()
        for turn in turns {
            let cost = turn.cost
            sums.without += cost
            guard turn.failures >= attempts else {
                sums.with += cost
                continue
            }
            var failures = 0
            for call in turn.calls {
                sums.with += call.time
                if call.outcome == .failed || call.outcome == .ended { failures += 1 }
                if failures == attempts { break }
                sums.with += call.delay ?? 0
            }
        }
        return sums
    }

    /// What the next as many executions save with a number that is chosen as this one was.
    func prediction(
        _ executions: [[ReplayedTurn]],
        _ found: (number: Int, saved: Double),
        rounds: Int,
        confidence: Double,
        _ chance: inout ResamplingGenerator
    ) -> PredictedSaving {
        let kernel = LogKernel(callsOf: executions.joined())
        return .around(found.saved, scale: .share, confidence: confidence, rounds: rounds) { _ in
            let weights = BayesianBootstrap(count: executions.count, &chance)
            func drawn(_ chance: inout ResamplingGenerator) -> [ReplayedTurn] {
                executions.indices.flatMap { _ in
                    executions[weights.draw(&chance)].map { $0.smoothed(kernel, &chance) }
                }
            }
            let (past, next) = (drawn(&chance), drawn(&chance))
            let number = fewer(past) ?? found.number
            return (
                Self.limited(past, to: number).saved, Self.limited(next, to: number).saved
            )
        }
    }
}

// More attempts.
extension AttemptReplay {
    /// The fewest attempts after which nearly all turns have succeeded that can; `nil` where that is not more.
    func more(_ model: LastingFailures) -> Int? {
        let lacking = 1 - model.success
        var enough = 0
        var left = 1.0
        while left > Self.mostLacking, enough < Self.most {
            enough += 1
            left *= lacking
        }
        return enough > attempts ? enough : nil
    }

    /// The share of failing turns that succeed with more attempts, of the next so many.
    func prediction(
        of model: LastingFailures,
        turns: Int,
        to number: Int,
        rounds: Int,
        confidence: Double,
        _ chance: inout ResamplingGenerator
    ) -> PredictedSaving {
        var expected = 0.0
        let savings = (0..<rounds).map { _ in
            let point = model.draw(&chance)
            let (before, after) = (point.failing(after: attempts), point.failing(after: number))
            expected += (before - after) / before / Double(rounds)
            var sums = SavingSums()
            for _ in 0..<turns {
                let draw = chance.uniform()
                if draw < before { sums.without += 1 }
                if draw < after { sums.with += 1 }
            }
            return sums.saved
        }
        return .within(savings, saved: expected, confidence: confidence)
    }
}
