internal import Scenarios
internal import Shapes
internal import Faults
internal import Workflows

/// Decides how each fault ended, batch after batch: by comparison with the same runs without it, or on a real clock by the
/// runs' own ending.
struct FaultJudge {
    /// What is known of a fault.
    private struct Followed {
        let declared: DeclaredFault
        var fired = 0
        /// The runs in which it fired, and those that ended otherwise because of it, by their places.
        var firedRuns: Set<Int> = []
        var surfacedRuns: Set<Int> = []
        /// What was done to the world otherwise because of it, in the first run in which nothing else differs.
        var effect: String?
        /// The same runs without it, once it has fired.
        var comparison: FaultComparison?

        mutating func note(_ difference: RunDifference?, inRun place: Int) {
            guard let difference else { return }
            surfacedRuns.insert(place)
            if case .effect(let words) = difference, effect == nil { effect = words }
        }

        /// A run in which it never fired can still end differently because of it.
        func outcome(inRun place: Int) -> FaultOutcome? {
            guard fired > 0 else { return nil }
            if surfacedRuns.contains(place) { return .surfaced }
            return firedRuns.contains(place) ? .absorbed : nil
        }

        var outcome: FaultOutcome {
            fired == 0 ? .neverFired : surfacedRuns.isEmpty ? .absorbed : .surfaced
        }
    }

    private let scenario: Scenario
    private let seed: UInt64
    private let isCancelled: @Sendable () -> Bool
    /// Results of other scenarios make runs differ from the first batch on.
    private let comparesFromStart: Bool
    private var faults: [Followed]
    private var batches = 0
    private var calls: CallCounts
    /// Whether any is compared with the same runs without it.
    private var isComparing = false

    init(
        _ scenario: Scenario,
        seed: UInt64,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.scenario = scenario
        self.seed = seed
        self.isCancelled = isCancelled
        comparesFromStart = scenario.runs.contains { $0.configuration.cacheStore == .shared }
        faults = scenario.faults.map { Followed(declared: $0) }
        calls = CallCounts(in: scenario)
    }

    /// Takes up a batch, and where its faults fired.
    mutating func take(
        _ batch: ExecutedBatch,
        _ records: [RunRecord],
        _ firings: [ScriptedFiring]
    ) async throws(WorkflowGraph.Defect) {
        guard !faults.isEmpty else { return }
        // A whole record is too much to copy for it.
        for index in records.indices { calls.add(records[index].attempts, inRun: batch.run) }
        // Where none fired nor did before, there is nothing to find out about any.
        if comparesFromStart || isComparing || batch.hasFirings {
            for index in faults.indices { try await take(batch, firings, by: index) }
        }
        batches += 1
    }

    private mutating func take(
        _ batch: ExecutedBatch,
        _ firings: [ScriptedFiring],
        by index: Int
    ) async throws(WorkflowGraph.Defect) {
        let id = faults[index].declared.fault.id
        let fired = batch.runs.reduce(0) { $0 + ($1.trace.firings[id] ?? 0) }
        if fired > 0 {
            faults[index].fired += fired
            faults[index].firedRuns.insert(batch.run)
        }
        guard scenario.isVirtual else {
            let spoiled = batch.runs.lazy.compactMap { $0.spoiling(by: id) }.first
            faults[index].note(spoiled, inRun: batch.run)
            return
        }
        if faults[index].comparison == nil, fired > 0 || comparesFromStart {
            faults[index].comparison = try await FaultComparison(
                scenario,
                without: id,
                seed: seed,
                after: batches,
                isCancelled: isCancelled
            )
            isComparing = true
        }
        let difference = try await faults[index].comparison?.difference(of: batch, firings)
        faults[index].note(difference ?? nil, inRun: batch.run)
    }

    /// How each fault ended in the run at this place, so far; none where it did nothing to it.
    func outcomes(inRun place: Int) -> [String: FaultOutcome] {
        var outcomes: [String: FaultOutcome] = [:]
        for fault in faults { outcomes[fault.declared.fault.id] = fault.outcome(inRun: place) }
        return outcomes
    }

    /// What came of the faults over the scenario, and what of it was expected otherwise.
    func verdicts(
        _ tallies: [String: FaultTally]
    ) -> (results: [FaultResult], failures: [ExpectationFailure]) {
        var results: [FaultResult] = []
        var failures: [ExpectationFailure] = []
        for followed in faults {
            let fault = followed.declared.fault
            let tally = tallies[fault.id] ?? FaultTally()
            let isSilent = followed.fired == 0
            let reason = isSilent ? FaultSilence(fault, tally, calls).reason : followed.effect
            results.append(
                FaultResult(
                    id: fault.id,
                    fired: followed.fired,
                    visits: tally.visits,
                    overshadowed: tally.overshadowed,
                    outcome: followed.outcome,
                    reason: reason
                )
            )
            if let failure = mismatch(followed, because: reason) { failures.append(failure) }
        }
        return (results, failures)
    }

    private func mismatch(
        _ followed: Followed,
        because reason: String?
    ) -> ExpectationFailure? {
        // Nothing is expected of a saved failure's faults: a site may be gone.
        guard scenario.found == nil else { return nil }
        let fault = followed.declared.fault
        let (expected, found): (String, String)
        if followed.outcome == .neverFired {
            // A climate is what may be met: most of its faults are rare.
            guard followed.declared.climate == nil else { return nil }
            expected = "the fault \"\(fault.id)\" to fire"
            found = "it never fired: \(reason ?? "")"
        } else {
            let outcome = followed.outcome.rawValue
            guard fault.expectation != .any, fault.expectation.rawValue != outcome else {
                return nil
            }
            let surfaced = scenario.runs.indices.filter(followed.surfacedRuns.contains)
                .map { scenario.runs[$0].name }
            let why =
                followed.effect
                ?? (scenario.isVirtual
                    ? "status or outputs differ from the same run without it"
                    : "the run did not succeed")
            expected = "the fault \"\(fault.id)\" to be \(fault.expectation.rawValue)"
            found =
                surfaced.isEmpty
                ? outcome : "\(outcome) in \(surfaced.joined(separator: ", ")): \(why)"
        }
        let location = followed.declared.location
        return ExpectationFailure(
            expected: expected,
            found: found,
            location: "\(location.file):\(location.line)",
            run: "",
            seed: seed
        )
    }
}
