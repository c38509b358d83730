internal import Statistics
internal import Workflows

/// Replays a phase as if no attempt had been allowed to take longer than a limit.
///
/// What was longer is cut there and fails; another attempt follows after the wait that the phase's own record has, and is
/// drawn from the phase's own calls, as often as attempts are left. So it supposes that another attempt is one like all.
struct TimeoutReplay {
    /// A world: turns, and the calls that further attempts are drawn from.
    struct World {
        var turns: [ReplayedTurn]
        var pool: [ReplayedCall]

        init(_ turns: [ReplayedTurn]) {
            self.turns = turns
            pool = turns.flatMap(\.calls)
        }
    }

    /// What a limit makes of turns.
    struct Result {
        var sums = SavingSums()
        /// How many turns had no success in the end, further attempts averaged.
        var failures = 0.0
    }

    /// The most attempts of a turn.
    let mostAttempts: Int
    /// The waits after the first failure, the second and so on, in microseconds.
    let delays: [Double]
    /// By how many of a hundred turns more may fail.
    static let mostFurtherFailures = 0.02

    /// Turns with and without a limit; each turn that it cuts is drawn to its end so many times.
    func limited(
        _ world: World,
        to limit: Double,
        draws: Int,
        _ chance: inout ResamplingGenerator
    ) -> Result {
        var result = Result()
        for turn in world.turns {
            let cost = turn.cost
            result.sums.without += cost
            guard let cut = turn.calls.firstIndex(where: { $0.time > limit }) else {
                result.sums.with += cost
                result.failures += turn.succeeded ? 0 : 1
                continue
            }
            for _ in 0..<draws {
                let (rest, succeeded) = redrawn(turn, from: cut, limit, world.pool, &chance)
                result.sums.with += rest / Double(draws)
                result.failures += succeeded ? 0 : 1 / Double(draws)
            }
        }
        return result
    }

    /// One turn whose call at a place is cut: its cost, and whether it succeeds.
    private func redrawn(
        _ turn: ReplayedTurn,
        from place: Int,
        _ limit: Double,
        _ pool: [ReplayedCall],
        _ chance: inout ResamplingGenerator
    ) -> (cost: Double, succeeded: Bool) {
        var cost = limit
        var failures = 1
        for call in turn.calls[..<place] {
            cost += call.time + (call.delay ?? 0)
            if call.outcome == .failed { failures += 1 }
        }
        var refusals = 0
        while failures < mostAttempts, !pool.isEmpty {
            if refusals == 0 { cost += delay(after: failures) }
            let call = pool[chance.index(below: pool.count)]
            cost += min(call.time, limit)
            if call.time > limit {
                failures += 1
                refusals = 0
                continue
            }
            switch call.outcome {
            case .succeeded: return (cost, true)
            case .ended: return (cost, false)
            case .failed:
                failures += 1
                refusals = 0
            case .rejected:
                refusals += 1
                if refusals > Self.mostRefusals { return (cost, false) }
            }
        }
        return (cost, false)
    }

    /// The default of `retry.max_revisions`; how many others there may be no record says.
    private static let mostRefusals = 2

    private func delay(after failures: Int) -> Double {
        guard let last = delays.last else { return 0 }
        return failures <= delays.count ? delays[failures - 1] : last
    }

    /// The limit that saves most of those that leave hardly any more turns without success; `nil` where there is none.
    func best(
        _ world: World,
        draws: Int,
        _ chance: inout ResamplingGenerator
    ) -> (limit: Double, result: Result)? {
        let failing = Double(world.turns.count { !$0.succeeded })
        let most = failing + Self.mostFurtherFailures * Double(world.turns.count)
        var best: (limit: Double, result: Result)?
        for limit in AttemptLimits.candidates(for: world.turns) {
            let result = limited(world, to: limit, draws: draws, &chance)
            guard result.failures <= most else { continue }
            if let best, best.result.sums.saved >= result.sums.saved { continue }
            best = (limit, result)
        }
        return best
    }

    /// What the next as many executions save with a limit that is chosen as this one was.
    func prediction(
        _ executions: [[ReplayedTurn]],
        _ found: (limit: Double, saved: Double),
        rounds: Int,
        confidence: Double,
        _ chance: inout ResamplingGenerator
    ) -> PredictedSaving {
        let kernel = LogKernel(callsOf: executions.joined())
        return .around(found.saved, scale: .ratio, confidence: confidence, rounds: rounds) { _ in
            let weights = BayesianBootstrap(count: executions.count, &chance)
            func drawn(_ chance: inout ResamplingGenerator) -> World {
                World(
                    executions.indices.flatMap { _ in
                        executions[weights.draw(&chance)].map { $0.smoothed(kernel, &chance) }
                    }
                )
            }
            let past = drawn(&chance)
            var next = drawn(&chance)
            // What is drawn later comes from the same world, not from the same executions.
            next.pool = drawn(&chance).pool
            let best = best(past, draws: Self.drawsOfPast, &chance)
            let limit = best?.limit ?? found.limit
            let future = limited(next, to: limit, draws: 1, &chance)
            return (best?.result.sums.saved ?? 0, future.sums.saved)
        }
    }

    private static let drawsOfPast = 3
}

extension TimeoutReplay {
    /// Reads the waits and the number of attempts out of the record: where no turn used them all, as many as any had, and
    /// at least the default.
    init(_ turns: [ReplayedTurn]) {
        let exhausted = turns.lazy.filter(\.isExhausted).map(\.failures).max()
        let seen = turns.lazy.map(\.failures).max() ?? 0
        mostAttempts = exhausted ?? max(seen + 1, RetryPolicy().maxAttempts)
        delays = Self.delays(of: turns)
    }

    /// The median wait after each number of failures; where no wait is known, the default's.
    private static func delays(of turns: [ReplayedTurn]) -> [Double] {
        var waits: [[Double]] = []
        for turn in turns {
            var failures = 0
            for call in turn.calls where call.outcome == .failed {
                failures += 1
                guard let delay = call.delay, failures <= longestRecord else { continue }
                while waits.count < failures { waits.append([]) }
                waits[failures - 1].append(delay)
            }
        }
        let known = waits.prefix { !$0.isEmpty }
        guard let last = known.last.map(median) else {
            return (1...longestRecord).map {
                Double(RetryPolicy().backoff(afterFailures: $0).microseconds)
            }
        }
        // Delays double where nothing else is said.
        var delays = known.map(median)
        var next = last
        while delays.count < min(longestRecord, known.count + 4) {
            next *= RetryPolicy().coefficient
            delays.append(next)
        }
        return delays
    }

    private static let longestRecord = 16

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return sorted[sorted.count / 2]
    }
}
