package import Suites
package import Scenarios
internal import Statistics
internal import Workflows

/// Measures what scenarios claim, pair by pair, and judges it.
///
/// A sample of a run replays the runs before it, unmeasured, in fresh state. Pair i has seed + i
/// on both sides; which side is measured first is drawn.
package struct ClaimVerifier: Sendable {
    /// What the user asked for.
    package struct Options: Sendable {
        /// The number of pairs in place of each claim's own.
        package var pairs: Int?
        /// The seed of the first pair in place of each scenario's own.
        package var seed: UInt64?
        /// Whether each baseline is measured against itself, with seeds + 2i and + 2i + 1.
        package var isControl = false

        /// Nothing out of the ordinary.
        package init() {}
    }

    /// More pairs than this that ended otherwise than expected leave no verdict.
    package static let tolerableShare = 0.05

    private let surroundings: SuiteEnvironment
    private let options: Options

    /// A verifier; scenarios on a real clock get their workspaces in these surroundings.
    package init(_ surroundings: SuiteEnvironment, options: Options = Options()) {
        self.surroundings = surroundings
        self.options = options
    }

    /// A verdict for each claim, in the order of their declaration.
    package func verify(_ scenario: Scenario) async -> [ClaimVerdict] {
        var verdicts: [ClaimVerdict] = []
        for claim in scenario.claims { verdicts.append(await verify(claim, of: scenario)) }
        return verdicts
    }

    private func verify(_ claim: Claim, of scenario: Scenario) async -> ClaimVerdict {
        var verdict = undecided(claim, of: scenario)
        let pairs = min(options.pairs ?? claim.pairs, Series.limit)
        do throws(RunSampler.Failure) {
            guard pairs >= Comparison.fewestPairs else {
                verdict.pairs = max(0, pairs)
                throw .init(
                    reason: "expected at least \(Comparison.fewestPairs) pairs, found \(pairs)"
                )
            }
            let measured = try await measure(verdict, claim, of: scenario, pairs)
            if !verdict.isControl { verdict.condition = measured.condition(in: scenario.workflow) }
            judge(measured, &verdict)
        } catch {
            verdict.reason = error.reason
        }
        return verdict
    }

    private func undecided(_ claim: Claim, of scenario: Scenario) -> ClaimVerdict {
        let estimand: ClaimVerdict.Estimand =
            switch claim.effect {
            case _ where options.isControl: .noDifference
            case .reduction(let range): .reduction(range)
            case .speedup(let factor): .speedup(atLeast: factor)
            }
        return ClaimVerdict(
            claim: claim.name,
            location: claim.location,
            scenario: scenario.nameInMatrix,
            file: scenario.file,
            seed: options.seed ?? scenario.seed,
            baseline: claim.baseline,
            candidate: options.isControl ? claim.baseline : claim.candidate,
            metric: claim.metric,
            estimand: estimand,
            confidence: claim.confidence
        )
    }

    private func measure(
        _ verdict: ClaimVerdict,
        _ claim: Claim,
        of scenario: Scenario,
        _ pairs: Int
    ) async throws(RunSampler.Failure) -> MeasuredPairs {
        let baseline = try place(of: verdict.baseline, in: scenario)
        let candidate = try place(of: verdict.candidate, in: scenario)
        let sampler = RunSampler(scenario: scenario, surroundings: surroundings)
        let order = Chance(seed: verdict.seed).named("order").named(claim.name)
        var measured = MeasuredPairs(
            of: claim.metric,
            scenario.runs[baseline],
            scenario.runs[candidate]
        )
        for pair in 0..<pairs {
            let step = UInt64(pair)
            let first = verdict.seed &+ (options.isControl ? 2 &* step : step)
            let second = options.isControl ? first &+ 1 : first
            let sides = [(baseline, first), (candidate, second)]
            let isSwapped = order.numbered(pair).uniform() < 0.5
            var samples: [RunSampler.Sample] = []
            for (number, side) in (isSwapped ? sides.reversed() : sides).enumerated() {
                samples.append(
                    try await sampler.sample(
                        run: side.0,
                        seed: side.1,
                        number: 2 * pair + number
                    )
                )
            }
            if isSwapped { samples.reverse() }
            if let base = samples.first, let other = samples.last {
                try measured.add(base, other)
            }
        }
        return measured
    }

    private func place(
        of run: String,
        in scenario: Scenario
    ) throws(RunSampler.Failure) -> Int {
        guard let place = scenario.runs.firstIndex(where: { $0.name == run }) else {
            throw .init(reason: "the scenario has no run \(run)")
        }
        guard scenario.runs[place].seed == nil else {
            throw .init(
                reason: "the run \(run) has a seed of its own, so that its measurements are one "
                    + "measurement again and again"
            )
        }
        return place
    }

    private func judge(_ measured: MeasuredPairs, _ verdict: inout ClaimVerdict) {
        do throws(SampleError) {
            let ratio = try PairedRatio.estimate(
                baseline: measured.baseline,
                candidate: measured.candidate,
                confidence: verdict.confidence
            )
            ClaimJudge(estimand: verdict.estimand).judge(ratio, into: &verdict)
        } catch {
            verdict.dropped = measured.zeros
            verdict.pairs = measured.baseline.count - measured.zeros
            verdict.reason = "\(error)"
        }
        guard let deviation = measured.firstDeviation else { return }
        let text =
            "\(measured.deviating) of \(measured.baseline.count) pairs ended otherwise than "
            + "expected: \(deviation)"
        verdict.warnings.append(text)
        let share = Double(measured.deviating) / Double(measured.baseline.count)
        guard share > Self.tolerableShare else { return }
        verdict.verdict = .inconclusive
        verdict.reason = text
    }
}
