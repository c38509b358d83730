package import Patterns

/// The agent's process ended with one of some statuses; an agent that is not a process counts as 0.
package struct EndsWithStatus: OutputCondition {
    /// The statuses.
    package let allowed: Set<Int>

    /// Expects one of these.
    package init(_ allowed: Set<Int>) {
        self.allowed = allowed
    }

    package var description: String { "exit_status \(text(separator: ", "))" }

    package var acceptedExitStatuses: Set<Int> { allowed }

    package func mismatch(in output: PhaseOutput, within steps: PatternSteps) -> String? {
        let status = output.exitStatus
        guard !allowed.contains(status) else { return nil }
        return "expected exit status \(text(separator: " or ")), found \(status)"
    }

    private func text(separator: String) -> String {
        allowed.sorted().map(String.init).joined(separator: separator)
    }
}

extension Validator {
    /// The agent's process ended with one of these; an agent that is not a process counts as 0.
    package static func exitStatus(_ allowed: Set<Int>) -> Validator {
        .condition(EndsWithStatus(allowed))
    }
}
