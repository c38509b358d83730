internal import Scenarios
internal import Shapes
internal import Faults
internal import Invariants
internal import Workflows

/// Judges a scenario while it runs: expectations, faults, invariants. Of a batch only what reports tell is kept.
struct ScenarioJudge {
    private let scenario: Scenario
    private let seed: UInt64
    private let recorder: EventRecorder
    /// Takes each execution that is reported.
    var follower: (any ExecutionFollower)?
    private var result: ScenarioResult
    private var faults: FaultJudge
    private var invariants: ScenarioInvariants
    /// The one repetition that is reported of runs that have as many.
    private let repetition: Int?
    /// Whether the scenario is being cancelled from outside.
    private let isCancelled: @Sendable () -> Bool
    /// What the history may keep; `nil` where nobody asked.
    private(set) var history: HistoryNotes?
    /// The run that is in progress.
    private var current: (place: Int, judge: RunJudge)?
    /// The digest of the first repetition of each run that is over and that others are compared with, by name.
    private var digests: [String: Digest] = [:]
    /// The runs that others are compared with.
    private let compared: Set<String>
    private var recordingFailure: OperationFailure?

    init(
        _ scenario: Scenario,
        seed: UInt64,
        recorder: EventRecorder,
        only repetition: Int? = nil,
        history: HistoryNotes? = nil,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.scenario = scenario
        self.seed = seed
        self.recorder = recorder
        self.repetition = repetition
        self.history = history
        self.isCancelled = isCancelled
        compared = Set(
            scenario.runs.lazy.flatMap { $0.expectations.compactMap { $0.condition.comparedRun } }
        )
        result = Self.empty(scenario, seed: seed)
        faults = FaultJudge(scenario, seed: seed, isCancelled: isCancelled)
        invariants = ScenarioInvariants(scenario)
    }

    /// A result without runs.
    static func empty(_ scenario: Scenario, seed: UInt64) -> ScenarioResult {
        var result = ScenarioResult(
            name: scenario.name,
            variant: scenario.variant,
            file: scenario.file,
            className: scenario.className,
            status: .failed,
            seed: seed,
            workflow: scenario.workflow.name,
            isVirtual: scenario.isVirtual,
            faultsLeftOut: scenario.faultsLeftOut,
            runs: scenario.runs.map {
                RunResult(name: $0.name, location: "\($0.location.file):\($0.location.line)")
            },
            traceHash: Digest(of: "")
        )
        result.climate = scenario.chosenClimate
        result.tags = scenario.tags
        result.isSaved = scenario.found != nil
        if result.isSaved { result.schedule = scenario.faults.compactMap(SavedFault.init) }
        return result
    }

    /// Takes up the next batch, and where faults fired in it.
    mutating func take(
        _ batch: ExecutedBatch,
        firings: [ScriptedFiring] = []
    ) async throws(WorkflowGraph.Defect) {
        let records = batch.runs.indices.map { batch.runs[$0].trace.record }
        if repetition == nil {
            recorder.take(batch.runs)
            judge(batch, records)
        } else {
            var reported = batch
            reported.runs = batch.runs.filter { !scenario.leavesOut($0, repetition) }
            recorder.take(reported.runs)
            judge(reported, reported.runs.map(\.trace.record))
        }
        invariants.take(batch, records)
        try await faults.take(batch, records, firings)
        if batch.isLast { endRun() }
    }

    private mutating func judge(_ batch: ExecutedBatch, _ records: [RunRecord]) {
        if current == nil {
            let judge = RunJudge(
                scenario.runs[batch.run],
                always: AlwaysJudge(scenario),
                into: result.runs[batch.run],
                isFirst: batch.run == 0,
                isSaved: scenario.found != nil
            )
            current = (batch.run, judge)
        }
        // On a virtual clock a run takes no real time worth telling.
        let isTimed = !scenario.isVirtual
        // By their places: what happened in a run is much to copy.
        for place in batch.runs.indices {
            judge(batch.runs[place], ofRun: batch.run, records[place], isTimed: isTimed)
        }
    }

    private mutating func judge(
        _ run: ExecutedRun,
        ofRun place: Int,
        _ record: RunRecord,
        isTimed: Bool
    ) {
        let wasCancelled = run.trace.status == .cancelled && isCancelled()
        if wasCancelled { result.cancelledRun = run.plan.run.id }
        let hasPassed = current?.judge.take(
            run,
            record,
            digests: digests,
            isTimed: isTimed,
            wasCancelled: wasCancelled
        )
        history?.take(run, ofRun: place, hasPassed: hasPassed ?? nil)
        follower?.take(run, holds: (hasPassed ?? nil) ?? true)
        if recordingFailure == nil { recordingFailure = run.trace.recordingFailure }
    }

    private mutating func endRun() {
        guard let place = current?.place, var judge = current?.judge else { return }
        current = nil
        let cancelled = result.cancelledRun
        let run = judge.end(faults.outcomes(inRun: place), wasCancelled: cancelled != nil)
        if compared.contains(run.name) {
            digests[run.name] = run.repetitions.first?.record.digest
        }
        result.runs[place] = run
    }

    /// What came of all batches; nothing else is taken up.
    mutating func finish(_ tallies: [String: FaultTally]) -> ScenarioResult {
        endRun()
        var isComplete = true
        for place in result.runs.indices
        where result.runs[place].repetitions.total != expectedCount(ofRun: place) {
            isComplete = false
        }
        result.wasCancelled = result.cancelledRun != nil || (!isComplete && isCancelled())
        let verdicts = faults.verdicts(tallies)
        result.faults = verdicts.results
        // A fault may still have fired in what was not reached.
        result.invariantFailures =
            (result.wasCancelled ? [] : verdicts.failures)
            + brokenInvariants(
                result.wasCancelled ? nil : invariants.unaccounted(in: verdicts.results, tallies)
            )
        let (traceHash, unwritten) = recorder.finish()
        result.traceHash = traceHash
        // A run whose record is incomplete is reported, whatever else held.
        result.infrastructureFailure =
            recordingFailure.map { "\($0.kind): \($0.message)" } ?? unwritten
        let holds = result.failures.isEmpty && isComplete && !result.wasCancelled
        result.status = holds ? .passed : .failed
        if result.wasCancelled || !isComplete {
            result.breakage = "the scenario was cancelled before its end"
        }
        return result
    }

    /// How many repetitions of a run there are if none is missing.
    private func expectedCount(ofRun place: Int) -> Int {
        let isAlone = repetition.map { scenario.runs[place].hasRepetition($0) } ?? false
        return isAlone ? 1 : scenario.runs[place].repetitionNumbers.count
    }

    private func brokenInvariants(_ unaccounted: InvariantViolation?) -> [ExpectationFailure] {
        scenario.invariants.compactMap { invariant in
            let found =
                invariant == .faultAccounting
                ? unaccounted : invariants.violation(of: invariant)
            return found.map { result.failure(of: invariant, $0) }
        }
    }
}

extension ScenarioResult {
    /// Takes up an invariant that a second execution shows to be broken.
    mutating func note(_ invariant: Invariant, _ violation: InvariantViolation) {
        invariantFailures.append(failure(of: invariant, violation))
        status = .failed
    }

    /// A broken invariant, as reports have it.
    fileprivate func failure(
        of invariant: Invariant,
        _ violation: InvariantViolation
    ) -> ExpectationFailure {
        let place = violation.sequence > 0 ? "event \(violation.sequence) of " : ""
        return ExpectationFailure(
            expected: "the invariant \(invariant.rawValue): \(invariant.summary)",
            found: "\(place)\(violation.run): \(violation.message)",
            location: "\(file):1",
            run: violation.run,
            seed: seed,
            invariant: invariant
        )
    }
}
