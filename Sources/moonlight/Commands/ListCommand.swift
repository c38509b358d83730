internal import ArgumentParser
internal import Reports
internal import Scenarios

/// Lists what exists, with its parameters.
struct ListCommand: AsyncParsableCommand {
    /// What can be listed.
    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case scenarios, workflows, agents, faults, invariants
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists what exists, with its parameters."
    )

    @Argument(help: "scenarios, workflows, agents, faults or invariants.")
    var subject: Subject

    @OptionGroup var selection: ScenarioSelection

    func run() async throws {
        try await ExitStatus.mapped {
            switch subject {
            case .scenarios:
                let scenarios = try selection.load(Surroundings().loader)
                StandardOutput.write(Catalogue.scenarios(scenarios))
            case .workflows: StandardOutput.write(Catalogue.workflows)
            case .agents: StandardOutput.write(Catalogue.agents)
            case .faults: StandardOutput.write(Catalogue.faults)
            case .invariants: StandardOutput.write(Catalogue.invariants)
            }
        }
    }
}
