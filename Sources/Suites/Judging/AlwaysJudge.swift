package import Scenarios
internal import Shapes
package import Workflows

/// Judges executions by what must hold of each that ended, whatever faults it met: a scenario's `always`.
package struct AlwaysJudge: Sendable {
    private let always: [Expectation]

    /// A judge of any execution of a scenario's runs.
    package init(_ scenario: Scenario) {
        always = scenario.always
    }

    /// What does not hold of an execution, each with its place in the file; `record` is that of its trace. Nothing is said
    /// of one that was killed: what resumes it may still make it hold.
    package func failures(of execution: ExecutedRun, _ record: RunRecord) -> [ExpectationFailure] {
        guard !always.isEmpty, !execution.trace.hasDied else { return [] }
        return failures(by: RunEvidence(execution, record))
    }

    private func failures(by evidence: RunEvidence) -> [ExpectationFailure] {
        always.compactMap { expectation in
            guard let (expected, found) = expectation.condition.mismatch(in: evidence) else {
                return nil
            }
            var failure = ExpectationFailure(
                expectation,
                expected: "always \(expected)",
                found: found,
                of: evidence
            )
            failure.isAlways = true
            return failure
        }
    }
}

extension RunEvidence {
    /// What is known of an execution by itself.
    init(_ execution: ExecutedRun, _ record: RunRecord, earlier: [String: Digest] = [:]) {
        self.init(
            plan: execution.plan,
            trace: execution.trace,
            record: record,
            earlier: earlier
        )
    }
}

extension ExpectationFailure {
    /// What does not hold of one execution.
    init(
        _ expectation: Expectation,
        expected: String,
        found: String,
        of evidence: RunEvidence
    ) {
        self.init(
            expected: expected,
            found: BoundedMessage.bounded(found),
            location: "\(expectation.location.file):\(expectation.location.line)",
            run: evidence.plan.run.id,
            repetition: evidence.plan.run.repetition,
            seed: evidence.plan.seed,
            storedID: evidence.trace.storedID
        )
    }
}
