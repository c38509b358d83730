internal import Scenarios
internal import Faults
internal import Shapes
internal import Workflows

/// Judges the repetitions of one run as they come.
struct RunJudge {
    private let run: ScenarioRun
    private let always: AlwaysJudge
    private var interruptions: InterruptionJudge
    /// Whether something is known only when all repetitions are over.
    private let waitsForEnd: Bool
    private var result: RunResult
    private var seed: UInt64 = 0
    /// The places of the expectations that did not hold, by the repetition's id, where others may come between them.
    private var places: [String: [Int]] = [:]
    private var latest: String?
    /// Where not every repetition must hold: how many did.
    private var success: SuccessTally?

    /// `isFirst` says that nothing happened in the scenario before, `isSaved` that it is a saved failure, of which nothing is
    /// expected but what must hold always.
    init(
        _ run: ScenarioRun,
        always: AlwaysJudge,
        into result: RunResult,
        isFirst: Bool = false,
        isSaved: Bool = false
    ) {
        self.run = run
        self.always = always
        self.result = result
        self.result.repetitions = Repetitions(expecting: run.repetitionNumbers.count)
        interruptions = InterruptionJudge(run, isFirst: isFirst, isVoid: isSaved)
        success = SuccessTally(run)
        waitsForEnd =
            interruptions.isNeeded
            || run.expectations.contains { $0.condition.isJudgedAtEnd }
    }

    /// Takes up the next repetition; `digests` has that of the first repetition of each earlier run, by name, and `isTimed`
    /// says that its time is real.
    ///
    /// One that was cancelled from outside has no verdict.
    ///
    /// - Returns: Whether all held that can be judged of one repetition alone; `nil` without a verdict.
    mutating func take(
        _ execution: ExecutedRun,
        _ record: RunRecord,
        digests: [String: Digest],
        isTimed: Bool,
        wasCancelled: Bool = false
    ) -> Bool? {
        let trace = execution.trace
        let evidence = RunEvidence(execution, record, earlier: digests)
        var failures = wasCancelled ? [] : run.failures(by: evidence)
        let violations = wasCancelled ? [] : always.failures(of: execution, record)
        let hasPassed = wasCancelled ? nil : failures.isEmpty && violations.isEmpty
        if success != nil, !wasCancelled {
            success?.take(failures.map(\.failure))
            failures = []
        }
        // Whatever share of the executions may fail, these hold in all.
        failures += violations.enumerated().map { (run.expectations.count + $0, $1) }
        interruptions.take(execution)
        if !run.hooks.isEmpty, result.hookFailures.count < HookFailure.mostKept {
            result.hookFailures += HookFailure.all(in: trace.events)
        }
        seed = execution.plan.seed
        let isKept = result.repetitions.append(
            RepetitionResult(
                id: execution.plan.run.id,
                record: record,
                storedID: trace.storedID,
                evicted: trace.evicted,
                status: trace.status,
                error: trace.error,
                response: trace.outputWithResponse(in: execution.plan)?.response?.bounded,
                transcripts: trace.transcripts,
                programs: trace.programs,
                leftovers: trace.leftovers,
                effects: trace.effects,
                unreadEffects: trace.unreadEffects,
                failures: failures.map(\.failure)
            )
        )
        if isTimed { result.wallTime += trace.events.last?.time ?? .zero }
        guard waitsForEnd else { return hasPassed }
        if let latest { places[latest] = nil }
        latest = isKept ? nil : execution.plan.run.id
        if !failures.isEmpty { places[execution.plan.run.id] = failures.map(\.place) }
        return hasPassed
    }

    /// No other repetition follows; how each fault ended in all of them is known.
    mutating func end(
        _ outcomes: [String: FaultOutcome],
        wasCancelled: Bool = false
    ) -> RunResult {
        result.repetitions.finish()
        guard !wasCancelled else { return result }
        addMissed(outcomes)
        if let failure = success?.failure(orOf: result.name, seed) {
            result.repetitions.addToFirst(failure)
        }
        return result
    }

    /// Adds what is known only now to each repetition.
    private mutating func addMissed(_ outcomes: [String: FaultOutcome]) {
        var missed = run.expectations.enumerated().compactMap { place, expectation in
            expectation.condition.mismatch(in: outcomes).map {
                (place, expectation.location.text, $0)
            }
        }
        // What did nothing comes first: whatever else does not hold may follow from it.
        let place = run.location.text
        missed = interruptions.failures.map { (-1, place, $0) } + missed
        guard !missed.isEmpty else { return }
        result.repetitions.addToEach(missed.count) { [places, seed] repetition in
            var all = Array(zip(places[repetition.id] ?? [], repetition.failures))
            for (place, location, words) in missed {
                let failure = ExpectationFailure(
                    expected: words.expected,
                    found: words.found,
                    location: location,
                    run: repetition.id,
                    repetition: repetition.record.run.repetition,
                    seed: seed,
                    storedID: repetition.storedID
                )
                all.append((place, failure))
            }
            repetition.failures = all.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

extension ScenarioRun {
    /// What does not hold of one repetition, with the expectation's place in the list; what is judged at the end is not
    /// known yet.
    fileprivate func failures(
        by evidence: RunEvidence
    ) -> [(place: Int, failure: ExpectationFailure)] {
        expectations.enumerated().compactMap { place, expectation in
            guard let (expected, found) = expectation.condition.mismatch(in: evidence) else {
                return nil
            }
            let failure = ExpectationFailure(
                expectation,
                expected: expected,
                found: found,
                of: evidence
            )
            return (place, failure)
        }
    }
}

extension SourceLocation {
    /// The place as failures name it.
    fileprivate var text: String { "\(file):\(line)" }
}

extension PhaseOutput.Response {
    /// The most bytes of a body that reports show.
    private static let longestBody = 64 << 10

    /// The response as reports show it, its body visibly cut where it is long.
    fileprivate var bounded: PhaseOutput.Response {
        let body = BoundedMessage.bounded(body, to: Self.longestBody)
        return PhaseOutput.Response(status: status, body: body, port: port)
    }
}
