package import Faults
internal import Shapes
package import Workflows

/// The fault ended so in this run, over all its repetitions.
package struct FaultsExpectation: RunCondition {
    /// The fault's id.
    package let fault: String
    /// How it ends.
    package let outcome: FaultOutcome

    /// Expects a fault to end so.
    package init(_ fault: String, _ outcome: FaultOutcome) {
        self.fault = fault
        self.outcome = outcome
    }

    package var isJudgedAtEnd: Bool { true }

    package func mismatch(in evidence: RunEvidence) -> Mismatch? { nil }

    package func mismatch(in outcomes: [String: FaultOutcome]) -> Mismatch? {
        let found = outcomes[fault] ?? .neverFired
        guard found != outcome else { return nil }
        return ("fault \"\(fault)\" \(outcome.rawValue)", found.rawValue)
    }
}

extension ExpectationKeys {
    static let faults = ExpectationKey(
        "faults",
        .map(of: .choice(["absorbed", "surfaced", "never_fired"]), keyName: "fault"),
        doc: "How each fault ended in this run."
    ) { entry, context, problems in
        entry.node.entries.compactMap { item in
            if !context.faults.contains(item.key) {
                problems.add(
                    at: item.keyLocation,
                    "\(entry.path).\(item.key)",
                    ProblemList.unknownMessage("a fault", item.key, among: context.faults)
                )
            }
            return (item.value.text.flatMap(FaultOutcome.init)).map {
                Expectation(FaultsExpectation(item.key, $0), at: item.keyLocation)
            }
        }
    }
}
