package import Scenarios
package import Suites
internal import Statistics
internal import Workflows

/// Measures what scenarios claim, pair by pair, and judges it.
///
/// A sample of a run replays the runs before it, unmeasured, in fresh state. Pair i has seed + i
/// on both sides; which side is measured first is drawn. All claims of a scenario share their pairs.
package struct ClaimVerifier: Sendable {
    /// What the user asked for.
    package struct Options: Sendable {
        /// The number of pairs in place of each claim's own.
        package var pairs: Int?
        /// How wide an interval may be, as a share of its estimate, for a claim to need no more pairs.
        package var width: Double?
        /// The seed of the first pair in place of each scenario's own.
        package var seed: UInt64?
        /// Whether each baseline is measured against itself, with seeds + 2i and + 2i + 1.
        package var isControl = false
        /// Receives how far a measurement is.
        package var progress: (@Sendable (ClaimProgress) -> Void)?

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

    /// A verdict for each claim, in the order of their declaration; for one that names climates, in each.
    ///
    /// In a control claims about a share are left out: there is nothing that could differ.
    package func verify(_ scenario: Scenario) async -> [ClaimVerdict] {
        // Decoding has tried every climate: without one of them there is nothing to say of its claims but that.
        guard let parts = try? scenario.inClimatesOfClaims else { return await measure(scenario) }
        var found: [(place: Int, verdict: ClaimVerdict)] = []
        for part in parts {
            let measured = part.claims.filter {
                !(options.isControl && scenario.claims[$0].isProportion)
            }
            found += zip(measured, await measure(part.scenario)).map { ($0, $1) }
        }
        // Those of one claim keep the order in which it names its climates.
        return scenario.claims.indices.flatMap { place in
            let own = found.filter { $0.place == place }.map(\.verdict)
            let climates = scenario.claims[place].climates
            return parts.count == 1 || climates.isEmpty
                ? own : climates.compactMap { climate in own.first { $0.climate == climate } }
        }
    }

    private func measure(_ scenario: Scenario) async -> [ClaimVerdict] {
        let claims = scenario.claims.filter { !(options.isControl && $0.isProportion) }
        var verdicts = claims.map { undecided($0, of: scenario) }
        if let missing = await ScenarioRunner(surroundings).missing(for: scenario) {
            for place in verdicts.indices {
                verdicts[place].verdict = .skipped
                verdicts[place].reason = missing
            }
            return verdicts
        }
        var orders: [PairMeasurer.Order?] = []
        for (place, claim) in claims.enumerated() {
            do throws(MeasuringFailure) {
                orders.append(try order(claim, of: scenario, &verdicts[place]))
            } catch {
                orders.append(nil)
                verdicts[place].reason = error.reason
            }
        }
        var surroundings = surroundings
        surroundings.measuresPrograms = claims.contains { $0.metric == .memory }
        let measurer = PairMeasurer(
            orders,
            of: scenario,
            seed: options.seed ?? scenario.seed,
            isControl: options.isControl,
            width: options.width,
            progress: options.progress,
            in: surroundings
        )
        for (place, finding) in await measurer.measure().enumerated() {
            guard let finding, let order = orders[place] else { continue }
            if let failure = finding.failure {
                verdicts[place].reason = failure.reason
                continue
            }
            describe(measurer.use(of: place), finding, of: scenario, &verdicts[place])
            judge(finding.samples, order, of: scenario, &verdicts[place])
        }
        return verdicts
    }

    private func undecided(_ claim: Claim, of scenario: Scenario) -> ClaimVerdict {
        let estimand: ClaimVerdict.Estimand =
            switch claim.effect {
            case _ where options.isControl: .noDifference
            case .reduction(let range): .reduction(range)
            case .speedup(let factor): .speedup(atLeast: factor)
            case .noChange(let margin): .noChange(within: margin)
            case .atLeast(let share, let count): .proportion(atLeast: share, passAll: count)
            }
        var verdict = ClaimVerdict(
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
        verdict.drawsInCommon = scenario.drawsInCommon(for: claim)
        verdict.isSimulated = scenario.isVirtual
        verdict.scope = claim.scope
        verdict.climate = scenario.climate
        verdict.isClimateChosen = scenario.chosenClimate != nil
        verdict.variant = scenario.variant?.settingsLabel
        return verdict
    }

    private func order(
        _ claim: Claim,
        of scenario: Scenario,
        _ verdict: inout ClaimVerdict
    ) throws(MeasuringFailure) -> PairMeasurer.Order {
        let pairs = min(options.pairs ?? claim.pairs, Series.limit)
        guard claim.isProportion || pairs >= Comparison.fewestPairs else {
            verdict.pairs = max(0, pairs)
            throw MeasuringFailure(
                reason: "expected at least \(Comparison.fewestPairs) pairs, found \(pairs)"
            )
        }
        if claim.metric.isTime, case .real(let scale) = scenario.clock, scale != 1 {
            throw MeasuringFailure(
                reason:
                    "expected time_scale 1, because only part of the time scales, found \(scale)"
            )
        }
        if claim.metric == .memory, scenario.isVirtual {
            throw MeasuringFailure(reason: "expected clock: real, because \(Claim.memoryIsReal)")
        }
        return PairMeasurer.Order(
            claim: claim,
            baseline: try place(of: verdict.baseline, in: scenario),
            candidate: try place(of: verdict.candidate, in: scenario),
            pairs: pairs
        )
    }

    private func place(
        of run: String,
        in scenario: Scenario
    ) throws(MeasuringFailure) -> Int {
        guard let place = scenario.runs.firstIndex(where: { $0.name == run }) else {
            throw MeasuringFailure(reason: "the scenario has no run \(run)")
        }
        guard scenario.runs[place].seed == nil else {
            throw MeasuringFailure(
                reason: "the run \(run) has a seed of its own, so that its measurements are one "
                    + "measurement again and again"
            )
        }
        return place
    }

    /// Says how the samples were taken, as far as it matters to their meaning.
    private func describe(
        _ use: ChainUse?,
        _ finding: PairMeasurer.Finding,
        of scenario: Scenario,
        _ verdict: inout ClaimVerdict
    ) {
        let isOfTwo = verdict.baseline != verdict.candidate
        if !scenario.isVirtual, isOfTwo, use?.isShared == true {
            verdict.notes.append(
                "\(verdict.candidate) needs \(verdict.baseline) before it: both were measured in that "
                    + "order, interleaving was not possible"
            )
        }
        if finding.isNarrow {
            verdict.notes.append(
                "stopped after \(finding.samples.pairs.count) pairs: narrow enough"
            )
        }
    }

    private func judge(
        _ found: ClaimSamples,
        _ order: PairMeasurer.Order,
        of scenario: Scenario,
        _ verdict: inout ClaimVerdict
    ) {
        var samples = found
        if !scenario.isVirtual, order.claim.metric.isTime { dropWarmUp(from: &samples, &verdict) }
        verdict.samples = samples.pairs
        let judge = ClaimJudge(estimand: verdict.estimand, metric: verdict.metric)
        judge.judge(samples.baseline, samples.candidate, into: &verdict)
        if !verdict.isControl, !order.claim.isProportion {
            addCondition(samples, judge, of: scenario, &verdict)
        }
        guard let deviation = samples.firstDeviation else { return }
        let text =
            "\(samples.deviating) of \(found.pairs.count) pairs ended otherwise than "
            + "expected: \(deviation)"
        verdict.warnings.append(text)
        let share = Double(samples.deviating) / Double(found.pairs.count)
        guard share > Self.tolerableShare else { return }
        verdict.verdict = .inconclusive
        verdict.reason = text
    }

    private func dropWarmUp(from samples: inout ClaimSamples, _ verdict: inout ClaimVerdict) {
        let length = max(
            WarmUp.length(of: samples.baseline),
            WarmUp.length(of: samples.candidate)
        )
        guard length > 0 else { return }
        samples.drop(first: length)
        verdict.warmUp = length
        verdict.notes.append(
            "the first \(length == 1 ? "pair" : "\(length) pairs") differed from the rest and was "
                + "taken for a warm-up: not used"
        )
    }

    private func addCondition(
        _ samples: ClaimSamples,
        _ judge: ClaimJudge,
        of scenario: Scenario,
        _ verdict: inout ClaimVerdict
    ) {
        let own = samples.mostlyExecuted
        let curve = ConditionCurve(
            samples,
            of: scenario.workflow,
            isExact: scenario.isVirtual
        )
        verdict.condition = ClaimVerdict.Condition(
            phases: scenario.workflow.phases.map(\.id).filter(samples.executed.contains)
                .map(\.name),
            share: curve?.share(of: own) ?? samples.share(of: own)
        )
        guard verdict.metric.isTime, samples.areWhole else { return }
        verdict.curve =
            curve?.points(of: judge, confidence: verdict.confidence, own: own) ?? []
    }
}
