internal import Invariants
internal import Workflows

/// Judges what was executed of a scenario: expectations, faults, invariants.
struct ScenarioJudge {
    let scenario: Scenario
    let seed: UInt64
    let executed: ExecutedScenario
    private let isCancelled: @Sendable () -> Bool

    init(
        _ scenario: Scenario,
        seed: UInt64,
        executed: ExecutedScenario,
        isCancelled: @escaping @Sendable () -> Bool = { false }
    ) {
        self.isCancelled = isCancelled
        self.scenario = scenario
        self.seed = seed
        self.executed = executed
    }

    /// A result without runs.
    static func empty(_ scenario: Scenario, seed: UInt64) -> ScenarioResult {
        ScenarioResult(
            name: scenario.name,
            file: scenario.file,
            className: scenario.className,
            status: .failed,
            seed: seed,
            workflow: scenario.workflow.name,
            isVirtual: scenario.isVirtual,
            runs: scenario.runs.map {
                RunResult(name: $0.name, location: "\($0.location.file):\($0.location.line)")
            },
            traceHash: Digest(of: "")
        )
    }

    func result() async throws(WorkflowGraph.Defect) -> ScenarioResult {
        var result = Self.empty(scenario, seed: seed)
        let verdicts = try await FaultJudge(
            scenario: scenario,
            seed: seed,
            executed: executed,
            isCancelled: isCancelled
        ).judge()
        result.faults = verdicts.results
        result.invariantFailures = verdicts.failures + brokenInvariants()
        var digests: [String: Digest] = [:]
        for (index, repetitions) in executed.runs.enumerated() {
            let run = scenario.runs[index]
            for execution in repetitions {
                let judged = judge(
                    execution,
                    run,
                    verdicts.byRun[run.name] ?? [:],
                    digests: digests
                )
                result.runs[index].repetitions.append(judged)
                for event in execution.trace.events { result.lines.append(event) }
            }
            // On a virtual clock a run takes no real time worth telling.
            if !scenario.isVirtual {
                result.runs[index].wallTime = repetitions.reduce(.zero) {
                    $0 + ($1.trace.events.last?.time ?? .zero)
                }
            }
            digests[run.name] = result.runs[index].repetitions.first?.record.digest
        }
        var hash = DigestBuilder("trace/1")
        hash.add(bytes: result.lines.bytes)
        result.traceHash = hash.digest
        let isComplete = zip(scenario.runs, result.runs).allSatisfy {
            $0.repetitionNumbers.count == $1.repetitions.count
        }
        // A run whose record is incomplete is told, whatever else held.
        result.infrastructureFailure = executed.runs.joined().lazy
            .compactMap(\.trace.recordingFailure).first.map { "\($0.kind): \($0.message)" }
        result.status = result.failures.isEmpty && isComplete ? .passed : .failed
        if !isComplete, result.breakage == nil {
            result.breakage = "the scenario was called off before its end"
        }
        return result
    }

    private func judge(
        _ execution: ExecutedRun,
        _ run: ScenarioRun,
        _ faults: [String: FaultResult.Outcome],
        digests: [String: Digest]
    ) -> RepetitionResult {
        let record = execution.trace.record
        let judge = ExpectationJudge(
            executed: execution,
            record: record,
            faults: faults,
            digests: digests
        )
        return RepetitionResult(
            id: execution.plan.run.id,
            record: record,
            storedID: execution.trace.storedID,
            evicted: execution.trace.evicted,
            status: execution.trace.status,
            error: execution.trace.error,
            response: execution.response?.output.response,
            transcripts: execution.trace.transcripts,
            failures: judge.failures(run.expectations)
        )
    }

    private func brokenInvariants() -> [ExpectationFailure] {
        let runs = zip(scenario.runs, executed.runs).flatMap { run, repetitions in
            repetitions.map {
                JudgedRun(
                    plan: $0.plan,
                    events: $0.trace.events,
                    isInterrupted: $0.trace.status == .interrupted,
                    batch: run.batch(of: $0.plan.run.repetition)
                )
            }
        }
        return scenario.invariants.compactMap { invariant in
            guard let violation = invariant.violation(in: runs) else { return nil }
            return ExpectationFailure(
                expected: "the invariant \(invariant.rawValue): \(invariant.summary)",
                found: "event \(violation.sequence) of \(violation.run): \(violation.message)",
                location: "\(scenario.file):1",
                run: violation.run,
                seed: seed
            )
        }
    }
}
