internal import Scenarios
internal import Statistics
internal import Suites
internal import Workflows

/// Measures pairs of runs for all claims of a scenario at once: what two claims need is executed once.
struct PairMeasurer {
    /// A claim that is to be measured.
    struct Order {
        let claim: Claim
        /// The places of its runs.
        let baseline: Int
        let candidate: Int
        /// The most pairs.
        let pairs: Int
    }

    /// What came of it.
    struct Finding {
        var samples: ClaimSamples
        var failure: MeasuringFailure?
        /// Whether its interval was as narrow as wanted before all pairs were measured.
        var isNarrow = false
    }

    let scenario: Scenario
    let seed: UInt64
    /// Whether each baseline is measured against itself.
    let isControl: Bool
    /// How wide an interval may be, as a share of its estimate, for a claim to need no more pairs.
    let width: Double?
    /// Receives how far it is.
    let progress: (@Sendable (ClaimProgress) -> Void)?
    private let sampler: ChainSampler
    private let plan: ChainPlan
    private let orders: [Order?]

    init(
        _ orders: [Order?],
        of scenario: Scenario,
        seed: UInt64,
        isControl: Bool,
        width: Double?,
        progress: (@Sendable (ClaimProgress) -> Void)?,
        in surroundings: SuiteEnvironment
    ) {
        self.scenario = scenario
        self.seed = seed
        self.orders = orders
        self.isControl = isControl
        self.width = width
        self.progress = progress
        plan = ChainPlan(
            orders.map { order in order.map { ($0.claim, $0.baseline, $0.candidate) } },
            of: scenario
        )
        sampler = ChainSampler(
            scenario: scenario,
            surroundings: surroundings,
            judges: orders.contains { $0?.claim.isProportion == true }
        )
    }

    /// Where the samples of the claim at a place come from.
    func use(of claim: Int) -> ChainUse? { plan.uses[claim] }

    /// Measures every claim that has an order.
    func measure() async -> [Finding?] {
        var findings = orders.map { order in
            order.map { order in
                Finding(
                    samples: ClaimSamples(
                        order.claim,
                        scenario.runs[order.baseline],
                        scenario.runs[order.candidate]
                    )
                )
            }
        }
        let most = orders.compactMap { $0?.pairs }.max() ?? 0
        var executed = 0
        for pair in 0..<most {
            let open = orders.indices.filter { isOpen($0, findings, pair) }
            guard !open.isEmpty else { break }
            let taken = await take(pair, chains(of: open, pair), &executed)
            for claim in open { note(taken, pair, of: claim, in: &findings[claim]) }
            report(findings, pair + 1, most)
        }
        return findings
    }

    private func isOpen(_ claim: Int, _ findings: [Finding?], _ pair: Int) -> Bool {
        guard let order = orders[claim], let finding = findings[claim] else { return false }
        return finding.failure == nil && !finding.isNarrow && pair < order.pairs
    }

    // MARK: - One pair

    /// One execution of a chain in a pair.
    private struct Execution: Hashable {
        let chain: Chain
        let seed: UInt64
    }

    private typealias Taken = [Execution: Result<[Int: RunSample], MeasuringFailure>]

    /// The seeds of a pair's two sides: in a control they differ, so that something can differ.
    private func seeds(_ pair: Int) -> (first: UInt64, second: UInt64) {
        let step = UInt64(pair)
        guard isControl else { return (seed &+ step, seed &+ step) }
        return (seed &+ 2 &* step, seed &+ 2 &* step &+ 1)
    }

    /// What a pair executes, in random order: what was executed just before may matter to what follows.
    private func chains(of claims: [Int], _ pair: Int) -> [Execution] {
        let seeds = seeds(pair)
        var executions = plan.chains(of: claims).map { Execution(chain: $0, seed: seeds.first) }
        if isControl {
            executions += executions.map { Execution(chain: $0.chain, seed: seeds.second) }
        }
        let chance = Chance(seed: seed).named("order").numbered(pair)
        for place in executions.indices.dropFirst() {
            let other = Int(chance.numbered(place).uniform() * Double(place + 1))
            executions.swapAt(place, min(other, place))
        }
        return executions
    }

    private func take(_ pair: Int, _ executions: [Execution], _ executed: inout Int) async -> Taken
    {
        var taken: Taken = [:]
        for execution in executions {
            do throws(MeasuringFailure) {
                let samples = try await sampler.samples(
                    of: execution.chain,
                    seed: execution.seed,
                    number: executed
                )
                taken[execution] = .success(samples)
            } catch {
                taken[execution] = .failure(error)
            }
            executed += 1
        }
        return taken
    }

    private func note(_ taken: Taken, _ pair: Int, of claim: Int, in finding: inout Finding?) {
        guard let order = orders[claim], let use = plan.uses[claim] else { return }
        let seeds = seeds(pair)
        do throws(MeasuringFailure) {
            let base = try sample(of: order.baseline, use.baseline, seeds.first, taken)
            let other = try sample(of: order.candidate, use.candidate, seeds.second, taken)
            try finding?.samples.add(base, other, pair: pair)
        } catch {
            finding?.failure = error
        }
        guard let width, let samples = finding?.samples, isLookedAt(after: samples.pairs.count)
        else { return }
        let rule = StoppingRule(width: width, cap: order.pairs)
        let interval = samples.interval(of: order.claim)
        if rule.decision(after: samples.pairs.count, interval: interval) == .stop(.width) {
            finding?.isNarrow = true
        }
    }

    private func sample(
        of run: Int,
        _ chain: Chain,
        _ seed: UInt64,
        _ taken: Taken
    ) throws(MeasuringFailure) -> RunSample {
        guard let result = taken[Execution(chain: chain, seed: seed)] else {
            throw MeasuringFailure(reason: "a run was not reached")
        }
        guard let sample = try result.get()[run] else {
            throw MeasuringFailure(reason: "the scenario has no such run")
        }
        return sample
    }

    /// An interval of many pairs takes long, and hardly changes with one more.
    private func isLookedAt(after pairs: Int) -> Bool {
        pairs >= Comparison.fewestPairs && (pairs <= 20 || pairs.isMultiple(of: pairs / 10))
    }

    private func report(_ findings: [Finding?], _ done: Int, _ most: Int) {
        guard let progress else { return }
        // The claim that is measured longest tells how far it is.
        let longest = orders.indices.max { (orders[$0]?.pairs ?? 0) < (orders[$1]?.pairs ?? 0) }
        guard let longest, let claim = orders[longest]?.claim, let finding = findings[longest]
        else { return }
        progress(
            ClaimProgress(
                scenario: scenario.name,
                claim: claim.name,
                done: done,
                total: most,
                interval: isLookedAt(after: done) ? finding.samples.interval(of: claim) : nil
            )
        )
    }
}

extension ClaimSamples {
    /// The interval of what was measured so far: of a ratio, or of a share; `nil` where there is none yet.
    fileprivate func interval(of claim: Claim) -> RatioInterval? {
        guard claim.isProportion else {
            return try? FoundRatio(
                claim.metric,
                baseline: baseline,
                candidate: candidate,
                confidence: claim.confidence
            )
            .interval
        }
        let share = try? Proportion.estimate(
            successes: candidate.count { $0 > 0 },
            trials: pairs.count,
            confidence: claim.confidence
        )
        return share.map { RatioInterval(ratio: $0.share, low: $0.low, high: $0.high) }
    }
}
