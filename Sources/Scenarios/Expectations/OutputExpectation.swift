internal import Shapes
package import Workflows

/// The phase's output satisfies this.
package struct OutputExpectation: RunCondition {
    /// The phase.
    package let phase: PhaseID
    /// What its output satisfies.
    package let check: OutputCheck

    /// Expects something of a phase's output.
    package init(_ phase: PhaseID, _ check: OutputCheck) {
        self.phase = phase
        self.check = check
    }

    package var readPhase: PhaseID? { phase }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        let trace = evidence.trace
        guard let output = trace.outputs[phase] ?? trace.fallbacks[phase] else {
            return ("an output of \(phase) that \(check.text)", "no output; \(evidence.ending)")
        }
        return check.mismatch(in: output).map { ("\(phase) \(check.text)", $0) }
    }
}

extension ExpectationKeys {
    static let output = ExpectationKey(
        "output",
        .map(
            of: .object((OutputCheckKeys.text + OutputCheckKeys.files).fields()),
            keyName: "phase"
        ),
        doc: "What a phase's output satisfies."
    ) { entry, context, problems in
        context.byPhase(entry, &problems).flatMap { phase, item in
            (OutputCheckKeys.text + OutputCheckKeys.files)
                .decode(item.node, at: item.path, in: context, &problems)
                .map { Expectation(OutputExpectation(phase, $0.check), at: $0.place) }
        }
    }
}
