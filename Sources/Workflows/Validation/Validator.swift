package import Patterns

/// What decides whether a phase's output counts.
package enum Validator: Sendable, CustomStringConvertible {
    /// A condition that the output alone decides.
    case condition(any OutputCondition)
    /// A program that reads the output ends with 0; only a live world can run it.
    case command(Command)
    /// A user-supplied function, by its name; only a live world can call it.
    case function(String)

    /// A program that validates.
    package struct Command: Sendable, Equatable {
        /// The program and its arguments.
        package let words: [String]
        /// The folder that a relative path starts from.
        package let scenarioDirectory: String
        /// The folder of the repository.
        package let repository: String

        /// Names a program.
        package init(words: [String], scenarioDirectory: String, repository: String) {
            self.words = words
            self.scenarioDirectory = scenarioDirectory
            self.repository = repository
        }
    }

    /// The validator as reports name it.
    package var description: String {
        switch self {
        case .condition(let condition): condition.description
        case .command(let command): "command \(command.words.joined(separator: " "))"
        case .function(let name): name
        }
    }

    /// Why the output does not meet the condition; `nil` where it does, or where only a live world can tell.
    ///
    /// - Parameter steps: How many steps a pattern may take; only tests have reason to say.
    package func finding(
        in output: PhaseOutput,
        within steps: PatternSteps = PatternSteps()
    ) -> ValidationFinding? {
        guard case .condition(let condition) = self,
            let mismatch = condition.mismatch(in: output, within: steps)
        else { return nil }
        return ValidationFinding(self, mismatch)
    }

    /// Whether only a live world can tell.
    package var isLive: Bool {
        switch self {
        case .condition: false
        case .command, .function: true
        }
    }

    /// The statuses besides 0 with which an agent's process may end and still have answered.
    var acceptedExitStatuses: Set<Int> {
        if case .condition(let condition) = self { condition.acceptedExitStatuses } else { [] }
    }
}

extension Validator: Equatable {
    package static func == (left: Validator, right: Validator) -> Bool {
        switch (left, right) {
        case (.condition(let left), .condition(let right)): left.isEqual(to: right)
        case (.command(let left), .command(let right)): left == right
        case (.function(let left), .function(let right)): left == right
        case (.condition, _), (.command, _), (.function, _): false
        }
    }
}
