internal import Agents
internal import Runtime
internal import Scenarios
internal import Workflows

/// What was found of the programs that scenarios require, each tried once in a suite.
actor Prerequisites {
    private struct Program: Hashable {
        let words: [String]
        let folder: String
    }

    private let surroundings: SuiteEnvironment
    private var found: [Program: String?] = [:]
    private var tried = 0

    init(_ surroundings: SuiteEnvironment) {
        self.surroundings = surroundings
    }

    /// Why a scenario is not to be run, `nil` where all that it requires is there.
    func missing(for scenario: Scenario) async -> String? {
        for program in scenario.prerequisites {
            let key = Program(words: program.command, folder: program.scenarioDirectory)
            if let known = found[key] {
                if let known { return known }
                continue
            }
            let reason = await reason(program)
            // What was cancelled says nothing of the program.
            if Task.isCancelled { return nil }
            found[key] = .some(reason)
            if let reason { return reason }
        }
        return nil
    }

    private func reason(_ program: ProcessAgent) async -> String? {
        tried += 1
        let check = ProgramCheck(
            folder: "\(surroundings.workspaces)/requires-\(tried)",
            environment: surroundings.environment,
            clock: surroundings.clock
        )
        guard let failure = await check.failure(of: program) else { return nil }
        let words = program.command.map(ShellText.quoted).joined(separator: " ")
        return "requires \(words): \(failure.message)"
    }
}
