internal import Statistics
internal import Workflows

/// Measures subjects in rounds: each is executed once a round, in an order that is drawn anew.
///
/// What drifts, drifts under all of them, and no subject is always the first.
package struct Sampler: Sendable {
    /// What came of it.
    package struct Samples: Sendable {
        /// The observations of each subject's parts, in the order of the rounds.
        package var observations: [[[Observation]]]
        /// Why it ended.
        package var end = SamplingEnd.pairs
        /// The rounds that every subject took part in.
        package var rounds = 0
    }

    private let plan: SamplingPlan
    private let clock: ContinuousClock
    private let precision: @Sendable ([[[Observation]]]) -> PreciseInterval?

    /// A sampler.
    ///
    /// - Parameter precision: Gives the widest interval of all that is to be found out; `nil` where one has none yet.
    package init(
        _ plan: SamplingPlan,
        clock: ContinuousClock,
        precision: @escaping @Sendable ([[[Observation]]]) -> PreciseInterval? = { _ in nil }
    ) {
        self.plan = plan
        self.clock = clock
        self.precision = precision
    }

    /// Measures until there are enough pairs, or the interval is narrow enough, or time is over, or the task is cancelled.
    ///
    /// A round that was not measured whole is left out. What was set up is cleaned up in any case.
    package func sample(
        _ subjects: [SamplingSubject],
        progress: @Sendable (SamplingProgress) -> Void = { _ in }
    ) async throws -> Samples {
        let found: Samples
        do {
            try await plan.hooks.setup?()
            found = try await measured(subjects, progress)
        } catch {
            // The first failure is the one to report.
            try? await plan.hooks.cleanup?()
            throw error
        }
        try await plan.hooks.cleanup?()
        return found
    }

    private func measured(
        _ subjects: [SamplingSubject],
        _ progress: (SamplingProgress) -> Void
    ) async throws -> Samples {
        var samples = Samples(
            observations: subjects.map { Array(repeating: [], count: $0.parts) }
        )
        do {
            for round in 0..<plan.warmup {
                _ = try await observations(subjects, round: round, isWarmup: true)
            }
            let rule = StoppingRule(width: plan.width, cap: plan.pairs)
            var looks = Looks(plan)
            var interval: PreciseInterval?
            let start = clock.now
            while samples.rounds < plan.pairs {
                let spent = start.duration(to: clock.now)
                if isOver(spent, after: samples.rounds) {
                    samples.end = .time
                    break
                }
                let round = try await observations(
                    subjects,
                    round: samples.rounds,
                    isWarmup: false
                )
                samples.add(round)
                if samples.rounds >= looks.next {
                    interval = precision(samples.observations)
                    looks.note(samples.rounds)
                }
                progress(self.progress(samples.rounds, start.duration(to: clock.now), interval))
                let decision = rule.decision(after: samples.rounds, interval: interval?.interval)
                if samples.rounds >= plan.fewestPairs, decision == .stop(.width) {
                    samples.end = .width
                    break
                }
            }
        } catch is CancellationError {
            samples.end = .cancelled
        }
        return samples
    }

    /// Executes each subject once.
    private func observations(
        _ subjects: [SamplingSubject],
        round: Int,
        isWarmup: Bool
    ) async throws -> [[Observation]] {
        let chance = Chance(seed: plan.seed).named(isWarmup ? "warm-up" : "order").numbered(round)
        var observations: [[Observation]] = Array(repeating: [], count: subjects.count)
        for index in Self.order(of: subjects.count, chance) {
            try Task.checkCancellation()
            let subject = subjects[index]
            try await subject.prepare?()
            let step = UInt64(round)
            // Warm-ups take the seeds before the first, so that none of them is measured later.
            let seed = isWarmup ? subject.seed &- 1 &- step : subject.seed &+ step
            let number = (isWarmup ? round : plan.warmup + round) * subjects.count + index
            observations[index] = try await subject.execute(seed, number)
            try Task.checkCancellation()
        }
        return observations
    }

    /// The numbers below a count in an order that is drawn (Fisher and Yates).
    static func order(of count: Int, _ chance: Chance) -> [Int] {
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) {
            let drawn = Int(chance.numbered(place).uniform() * Double(place + 1))
            order.swapAt(place, min(drawn, place))
        }
        return order
    }

    /// Whether another round would end after the limit, by the mean of those so far.
    private func isOver(_ spent: Duration, after rounds: Int) -> Bool {
        guard let limit = plan.timeLimit, rounds > 0 else { return false }
        return spent + spent / rounds > limit
    }

    private func progress(
        _ rounds: Int,
        _ spent: Duration,
        _ interval: PreciseInterval?
    ) -> SamplingProgress {
        var left = spent / rounds * (plan.pairs - rounds)
        if let limit = plan.timeLimit { left = min(left, max(.zero, limit - spent)) }
        return SamplingProgress(pairs: rounds, most: plan.pairs, interval: interval, left: left)
    }
}

/// When the interval is looked at: it takes the square of the pairs, so the more there are the more are added between.
private struct Looks {
    /// Without a width that is wanted the interval is only shown, and not worth more than this takes.
    private static let mostShown = 300

    private let isWanted: Bool
    /// The round after which to look.
    private(set) var next = 1

    init(_ plan: SamplingPlan) {
        isWanted = plan.width != nil
    }

    mutating func note(_ rounds: Int) {
        next = rounds + max(1, rounds / 20)
        if !isWanted, next > Self.mostShown { next = .max }
    }
}

extension Sampler.Samples {
    fileprivate mutating func add(_ round: [[Observation]]) {
        for (subject, parts) in round.enumerated() {
            for part in observations[subject].indices where parts.indices.contains(part) {
                observations[subject][part].append(parts[part])
            }
        }
        rounds += 1
    }

    /// The values of one metric of a subject's part, in the order of the rounds; `nil` unless every execution has one.
    package func values(_ metric: Series.Metric, subject: Int, part: Int) -> [Int]? {
        let all = observations[subject][part]
        let values = all.compactMap { $0.values[metric] }
        return values.isEmpty || values.count != all.count ? nil : values
    }

    /// The rounds in which an execution failed.
    package func failed(subject: Int, part: Int) -> [Int] {
        observations[subject][part].indices.filter {
            observations[subject][part][$0].failure != nil
        }
    }
}
