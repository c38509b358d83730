package import Agents
package import Faults
package import Shapes
package import Workflows

/// One entry of a run's `expect`, with its place.
package struct Expectation: Sendable {
    /// What must hold.
    package let condition: any RunCondition
    /// Where it is.
    package let location: SourceLocation

    /// Expects something of a run; an expectation that no file has is found where code makes it.
    package init(
        _ condition: any RunCondition,
        at location: SourceLocation? = nil,
        file: String = #fileID,
        line: Int = #line
    ) {
        self.condition = condition
        self.location = location ?? SourceLocation(file: file, line: line)
    }
}

/// What must hold of a run when it is over. One file each, with the key that declares it.
package protocol RunCondition: Sendable {
    /// What was expected, in one line, and what was found instead.
    typealias Mismatch = (expected: String, found: String)

    /// What does not hold of one repetition; `nil` where the condition holds, or is judged at the end.
    func mismatch(in evidence: RunEvidence) -> Mismatch?

    /// Whether it is known only when all repetitions are over.
    var isJudgedAtEnd: Bool { get }

    /// What does not hold of the run as a whole, by how each fault ended in it; `nil` where the condition holds, or is of
    /// each repetition.
    func mismatch(in outcomes: [String: FaultOutcome]) -> Mismatch?

    /// The ways in which the run may end by it; `nil` where it says nothing of that.
    var endings: Set<RunStatus>? { get }

    /// The phase whose output it reads, if it reads one.
    var readPhase: PhaseID? { get }

    /// What it has to know of the workspace at the run's end, if anything.
    var question: WorkspaceQuestion? { get }

    /// The name of the earlier run whose outputs it compares with, if it compares.
    var comparedRun: String? { get }
}

extension RunCondition {
    package var isJudgedAtEnd: Bool { false }

    package func mismatch(in outcomes: [String: FaultOutcome]) -> Mismatch? { nil }

    package var endings: Set<RunStatus>? { nil }

    package var readPhase: PhaseID? { nil }

    package var question: WorkspaceQuestion? { nil }

    package var comparedRun: String? { nil }
}
