internal import Shapes
package import Workflows

/// Every committed output is the same as in the other run.
package struct SameOutputExpectation: RunCondition {
    /// The name of the other run, which is over.
    package let run: String

    /// Expects the outputs of an earlier run.
    package init(as run: String) {
        self.run = run
    }

    package var comparedRun: String? { run }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? {
        guard let other = evidence.earlier[run] else {
            return ("the outputs of \(run)", "no such run")
        }
        let digest = evidence.record.digest
        guard other != digest else { return nil }
        return ("the outputs of \(run), digest \(other.short)", digest.short)
    }
}

extension ExpectationKeys {
    static let sameOutput = ExpectationKey(
        "same_output_as",
        .text,
        doc: "An earlier run with the same committed outputs."
    ) { entry, context, problems in
        guard let run = entry.node.text else { return [] }
        if !context.earlierRuns.contains(run) {
            let names = Array(context.earlierRuns)
            problems.unknown("an earlier run", run, among: names, entry.node, entry.path)
        }
        return [Expectation(SameOutputExpectation(as: run), at: entry.place)]
    }
}
