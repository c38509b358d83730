package import Patterns

/// A condition that an output alone decides, in every world the same. One file each.
package protocol OutputCondition: Sendable, Equatable, CustomStringConvertible {
    /// What was expected and what was found; `nil` where the output meets the condition.
    ///
    /// - Parameter steps: How many steps a pattern may take.
    func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String?
    /// The statuses besides 0 with which an agent's process may end and still have answered.
    var acceptedExitStatuses: Set<Int> { get }
}

extension OutputCondition {
    package var acceptedExitStatuses: Set<Int> { [] }

    func isEqual(to other: any OutputCondition) -> Bool { other as? Self == self }
}
